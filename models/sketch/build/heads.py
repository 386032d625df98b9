"""Finds the head in a drawing by its eyes: dark, round, near each other, within the figure."""

import numpy as np


def blobs(dark):
    """Connected dark areas as (area, left, top, right, bottom)."""
    seen = np.zeros_like(dark)
    found = []
    for y, x in np.argwhere(dark):
        if seen[y, x]:
            continue
        stack, pixels = [(y, x)], []
        seen[y, x] = True
        while stack:
            v, u = stack.pop()
            pixels.append((v, u))
            for a, b in ((v + 1, u), (v - 1, u), (v, u + 1), (v, u - 1)):
                if 0 <= a < dark.shape[0] and 0 <= b < dark.shape[1] and dark[a, b] and not seen[a, b]:
                    seen[a, b] = True
                    stack.append((a, b))
        p = np.array(pixels)
        found.append((len(p), p[:, 1].min(), p[:, 0].min(), p[:, 1].max() + 1, p[:, 0].max() + 1))
    return found


def eyes(rgba, bounds):
    """Middle of the eyes and the distance between them (0 for one eye), or None."""
    side = rgba.shape[0]
    left, top, right, bottom = bounds
    luma = rgba[..., 0] * 0.299 + rgba[..., 1] * 0.587 + rgba[..., 2] * 0.114
    solid = rgba[..., 3] > 200
    candidates = []
    for area, l, t, r, b in blobs(solid & (luma < 78)):
        w, h = r - l, b - t
        inside = l > 0 and t > 0 and r < side and b < side and solid[t - 1 : b + 1, l - 1 : r + 1].mean() > 0.97
        if 6 <= area <= 420 and 0.4 < w / h < 2.1 and area / (w * h) > 0.55 and inside and (t + b) / 2 < top + 0.78 * (bottom - top):
            candidates.append(((l + r) / 2, (t + b) / 2, area))
    best, score = None, 0.0
    for i, (x1, y1, a1) in enumerate(candidates):
        for x2, y2, a2 in candidates[i + 1 :]:
            distance = abs(x1 - x2)
            if abs(y1 - y2) < 0.35 * distance and 0.05 * side < distance < 0.62 * side:
                value = min(a1, a2) / max(a1, a2) * min(a1, a2) ** 0.35 * (1 - abs(y1 - y2) / distance)
                if value > score:
                    best, score = ((x1 + x2) / 2, (y1 + y2) / 2, distance, np.degrees(np.arctan2((y2 - y1) * np.sign(x2 - x1), distance))), value
    if best and score > 1.2:
        return best
    single = [c for c in candidates if c[2] >= 10]
    if single:
        x, y, _ = min(single, key=lambda c: c[1] + 0.25 * c[0])
        return x, y, 0.0, 0.0
    return None


def find(rgba, bounds, kind):
    """Head as fractions of the side: middle, crown, width at the brim, eyes, chin, tilt in degrees; None if there is no telling."""
    side = rgba.shape[0]
    left, top, right, bottom = bounds
    solid = rgba[..., 3] > 128
    if kind in ("face", "head"):
        crown = top + 0.13 * (bottom - top)
        found = eyes(rgba, bounds)
        line = found[1] if found and found[2] else top + 0.45 * (bottom - top)
        return (left + right) / 2 / side, crown / side, 0.78 * (right - left) / side, line / side, bottom / side, 0
    found = eyes(rgba, bounds)
    if not found:
        return None
    x, y, distance, tilt = found
    column, row = int(x), int(y)
    crown = row
    while crown > top and solid[crown - 1, max(0, column - 1) : column + 2].all():
        crown -= 1
    middle = int(crown + 0.45 * (row - crown))
    l = r = column
    while l > 0 and solid[middle, l - 1]:
        l -= 1
    while r < side - 1 and solid[middle, r + 1]:
        r += 1
    width = min(r - l, 2.1 * max(distance, 1.15 * (row - crown)) if distance else 2.4 * (row - crown), 0.9 * (right - left))
    centre = (l + r) / 2 if distance and width >= 0.95 * (r - l) else x if distance else min(max(x, l + width / 2), r - width / 2)
    brim = crown + 0.22 * (row - crown)
    chin = min(bottom, row + 1.15 * (row - crown))
    return centre / side, brim / side, width / side, row / side, chin / side, tilt


# Where looking at the drawing tells better than the search above.
MEASURED = {
    "twemoji/otter": (0.115, 0.115, 0.27, 0.2, 0.36, -43),
    "noto/elephant": (0.38, 0.17, 0.42, 0.39, 0.6, 0),
    "fluent/elephant": (0.3, 0.25, 0.42, 0.41, 0.6, 0),
    "noto/penguin": (0.5, 0.08, 0.3, 0.14, 0.3, 0),
    "noto/rabbit": (0.42, 0.33, 0.4, 0.44, 0.62, 0),
    "fluent/rabbit": (0.24, 0.33, 0.36, 0.42, 0.62, 0),
    "noto/cow": (0.22, 0.24, 0.26, 0.36, 0.55, 0),
    "noto/pig": (0.32, 0.26, 0.5, 0.52, 0.75, 4),
    "fluent/pig": (0.3, 0.27, 0.36, 0.49, 0.7, 0),
    "noto/leopard": (0.24, 0.27, 0.34, 0.42, 0.58, 0),
    "fluent/duck": (0.27, 0.1, 0.24, 0.2, 0.33, 0),
    "fluent/bird": (0.38, 0.1, 0.36, 0.27, 0.45, 0),
    "fluent/hedgehog": (0.3, 0.5, 0.3, 0.68, 0.85, 0),
    "noto/peacock": (0.47, 0.29, 0.12, 0.34, 0.42, 0),
    "fluent/peacock": (0.48, 0.22, 0.14, 0.27, 0.36, 0),
    "noto/swan": (0.12, 0.12, 0.15, 0.18, 0.3, 0),
    "noto/camel": (0.18, 0.2, 0.2, 0.27, 0.4, 0),
}
