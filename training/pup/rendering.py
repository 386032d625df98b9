"""Recipes to pictures, a batch at a time, on any device."""
import torch
import torch.nn.functional as F

LUMA = (.299, .587, .114)
REFERENCE = .5
"""The value of `known` where the given pixels are not the picture's own but show what should be there."""


class Renderer:
    """Composites recipes from sprite mipmaps (list of uint8 [N, 4, S, S], premultiplied, largest first)."""

    def __init__(self, mipmaps, device="cpu"):
        self.mipmaps, self.device = [m.to(device) for m in mipmaps], device

    def __call__(self, recipes, size, jitter=0.):
        """-> pictures [B, 3, size, size] in 0..1, and the alpha of each recipe's edited layer [B, 1, size, size].

        `jitter` moves and scales each whole recipe at random by up to this fraction of the canvas.
        """
        pictures = backgrounds([r.background for r in recipes], size, self.device)
        edited = torch.zeros(len(recipes), 1, size, size, device=self.device)
        moves = ((torch.rand(len(recipes), 3) * 2 - 1) * jitter).tolist()
        for depth in range(max(len(r.layers) for r in recipes)):
            for level, rows in self._by_level(recipes, depth, size).items():
                layers = [recipes[row].layers[depth] for row in rows]
                sprites = self._place(level, layers, [moves[row] for row in rows], size)
                index = torch.tensor(rows, device=self.device)
                pictures[index] = pictures[index] * (1 - sprites[:, 3:]) + sprites[:, :3]
                named = [i for i, row in enumerate(rows) if recipes[row].edit == depth]
                edited[index[named]] = sprites[named, 3:]
        return pictures.clamp(0, 1), edited

    def _by_level(self, recipes, depth, size):
        """The rows that have a layer at this depth, grouped by the mipmap level that suits its size on the canvas."""
        groups = {}
        for row, recipe in enumerate(recipes):
            if depth < len(recipe.layers):
                pixels, level = recipe.layers[depth].size * size, 0
                while level + 1 < len(self.mipmaps) and self.mipmaps[level + 1].shape[-1] >= pixels * .95:
                    level += 1
                groups.setdefault(level, []).append(row)
        return groups

    def _place(self, level, layers, moves, size):
        """-> the layers' sprites on empty canvases, [n, 4, size, size] premultiplied."""
        sprites = self.mipmaps[level][torch.tensor([l.drawing for l in layers], device=self.device)].float() / 255
        transforms = []
        for layer, (dx, dy, grow) in zip(layers, moves):
            scale = layer.size * (1 + grow)
            x, y = .5 + (layer.x - .5) * (1 + grow) + dx, .5 + (layer.y - .5) * (1 + grow) + dy
            across = (-1 if layer.mirrored else 1) / scale
            transforms.append([[across, 0, -across * (2 * x - 1)], [0, 1 / scale, -(2 * y - 1) / scale]])
        grid = F.affine_grid(torch.tensor(transforms, device=self.device), (len(layers), 4, size, size), align_corners=False)
        placed = F.grid_sample(sprites, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
        tinted = [row for row, layer in enumerate(layers) if layer.tint]
        if tinted:
            colours = torch.tensor([layers[row].tint for row in tinted], device=self.device)
            placed[tinted] = tint(placed[tinted], colours)
        return placed


def tint(sprites, colours):
    """Recolours sprites [n, 4, H, W] (premultiplied) to `colours` [n, 3]: shades stay, hues nearly vanish."""
    alpha, colours = sprites[:, 3:], colours[:, :, None, None]
    rgb = sprites[:, :3] / alpha.clamp(min=1e-3)
    luma = (rgb * torch.tensor(LUMA, device=rgb.device)[:, None, None]).sum(1, keepdim=True)
    shaded = torch.where(luma < .5, colours * (luma * 1.6 + .2), colours + (1 - colours) * ((luma - .5) * 1.1).clamp(0, 1))
    return torch.cat([(rgb * .12 + shaded * .88) * alpha, alpha], 1)


def backgrounds(items, size, device="cpu"):
    """-> [B, 3, size, size] in 0..1."""
    rows = torch.linspace(0, 1, size, device=device)
    table = torch.tensor([b.top + b.bottom + (b.horizon,) + b.ground for b in items], device=device)[:, :, None]
    top, bottom, horizon, ground = table[:, :3], table[:, 3:6], table[:, 6:7], table[:, 7:]
    down = torch.where(horizon < 1, (rows / horizon).clamp(max=1), rows)
    below = (rows >= horizon).float()
    column = (top + (bottom - top) * down) * (1 - below) + ground * below * (1 - .15 * (rows - horizon))
    return column[..., None].expand(-1, -1, -1, size).contiguous()


def known_masks(edited, generator=None):
    """Which pixels are given: for 70% none; for 15% all but the edited layer's box; for 15% all but a random box.

    `edited` [B, 1, H, W] alpha of the edited layers -> [B, 1, H, W], 1 = known.
    """
    batch, _, size, _ = edited.shape
    draw = lambda *shape: torch.rand(*shape, generator=generator).to(edited.device)
    steps = torch.arange(size, device=edited.device) / size
    xs, ys = steps.view(1, 1, 1, size), steps.view(1, 1, size, 1)
    choice, hit = draw(batch), edited > .1
    width, height = .2 + .6 * draw(batch), .2 + .6 * draw(batch)
    left, top = draw(batch) * (1 - width), draw(batch) * (1 - height)
    random_box = torch.stack([left, left + width, top, top + height])
    pad = draw(4, batch) * .08
    object_box = torch.stack([torch.where(hit, xs, 9.).amin((1, 2, 3)) - pad[0], torch.where(hit, xs, -9.).amax((1, 2, 3)) + pad[1],
                              torch.where(hit, ys, 9.).amin((1, 2, 3)) - pad[2], torch.where(hit, ys, -9.).amax((1, 2, 3)) + pad[3]])
    around_object = hit.flatten(1).any(1) & (choice < .85)
    box = torch.where(around_object, object_box, random_box)[:, :, None, None, None]
    hole = (xs >= box[0]) & (xs <= box[1]) & (ys >= box[2]) & (ys <= box[3])
    return (~hole & (choice >= .7).view(-1, 1, 1, 1)).float()


def with_references(pictures, known, references, share, generator=None):
    """Adds `references` to a `share` of the pictures, wherever nothing is known; half of them blurred.

    pictures, references [B, 3, H, W]; known [B, 1, H, W] -> the given pixels [B, 3, H, W], and known with `REFERENCE` where they are one.
    """
    draw = lambda: torch.rand(len(pictures), 1, 1, 1, generator=generator).to(pictures.device)
    blurred = F.interpolate(F.avg_pool2d(references, 4), references.shape[-2:], mode="bilinear", align_corners=False)
    references = torch.where(draw() < .5, blurred, references)
    known = torch.where((draw() < share) & (known == 0), REFERENCE, known)
    return torch.where(known == 1, pictures, references), known
