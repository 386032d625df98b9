#!/usr/bin/env python3
"""Builds the library of lutra-sketch from npm packages: drawings.zip (SVG) and library.json (what each drawing shows and measures).

    build.py WORKDIR OUTDIR

Needs npm, rsvg-convert (Debian: librsvg2-bin), numpy and Pillow. Deterministic: the same packages give the same bytes.
"""
import concurrent.futures
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

import numpy as np
from PIL import Image

import heads
import traits

PACKAGES = {
    "noto": ("@iconify-json/noto", "1.2.9"),
    "fluent": ("@iconify-json/fluent-emoji-flat", "1.2.6"),
    "twemoji": ("@iconify-json/twemoji", "1.2.5"),
    "emojibase": ("emojibase-data", "17.0.0"),
    "emojilib": ("emojilib", "4.0.3"),
}
SETS = ("noto", "fluent", "twemoji")
HEADED = ("face", "head", "bust", "person", "animal", "flyer", "swimmer")
OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "own")
SIDE = 128  # pixels at which drawings are measured
SKIN = re.compile(r"(^|-)(light|medium-light|medium|medium-dark|dark)-skin|skin-tone|-tone[1-5]")
FLUENT_SKIN = re.compile(r"-(medium-light|medium-dark|medium|light|dark)$")
# Names of the sets that differ from those of Unicode.
ALIASES = {"phoenix-bird": "phoenix", "piata": "pinata"}
# Drawings whose meaning is a sign, a letter or a flag of a party are of no use in a scene.
SKIPPED_GROUPS = (2, 8)  # components, symbols
KEPT_SYMBOLS = {
    "red-heart", "orange-heart", "yellow-heart", "green-heart", "blue-heart", "purple-heart", "black-heart", "white-heart",
    "brown-heart", "pink-heart", "light-blue-heart", "grey-heart", "sparkling-heart", "broken-heart", "heart-with-ribbon",
    "musical-note", "musical-notes", "speech-balloon", "thought-balloon", "star", "sparkles", "red-circle", "blue-circle",
    "green-circle", "yellow-circle", "red-square", "blue-square", "green-square", "yellow-square", "peace-symbol", "yin-yang",
    "recycling-symbol", "fleur-de-lis", "trident-emblem", "radioactive", "biohazard", "warning", "red-question-mark",
    "red-exclamation-mark", "cross-mark", "check-mark-button", "crossed-flags", "chequered-flag",
}


def slug(name):
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"[’'“”\".,!()]", "", plain).replace("&", "and")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def unpack(work, key):
    name, version = PACKAGES[key]
    file = f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not os.path.exists(os.path.join(work, file)):
        subprocess.run(["npm", "pack", "-s", f"{name}@{version}"], cwd=work, check=True)
    folder = os.path.join(work, key)
    if not os.path.isdir(folder):
        with tarfile.open(os.path.join(work, file)) as tar:
            tar.extractall(folder)
    return os.path.join(folder, "package")


def concepts(work):
    base, lib = unpack(work, "emojibase"), unpack(work, "emojilib")
    english = json.load(open(f"{base}/en/data.json"))
    subgroups = json.load(open(f"{base}/meta/groups.json"))["subgroups"]
    chinese = {e["hexcode"]: e for e in json.load(open(f"{base}/zh/data.json"))}
    words = json.load(open(f"{lib}/dist/emoji-en-US.json"))
    found = {}
    for emoji in english:
        key = slug(emoji["label"])
        group = emoji.get("group", -1)
        if group in SKIPPED_GROUPS and key not in KEPT_SYMBOLS:
            continue
        more = [w.replace("_", " ") for w in words.get(emoji["emoji"], [])[1:]]
        keywords = [k for k in dict.fromkeys(emoji.get("tags", []) + more) if re.fullmatch(r"[a-z0-9 '\-]{2,}", k)]
        zh = chinese.get(emoji["hexcode"], {})
        subgroup = subgroups.get(str(emoji.get("subgroup")), "")
        kind, metres, place = traits.of(key, subgroup)
        found[key] = {
            "id": key,
            "name": emoji["label"].replace("’", "'").lower(),
            "keywords": keywords,
            "chinese": [z for z in dict.fromkeys([zh.get("label", "")] + zh.get("tags", [])) if z],
            "emoji": emoji["emoji"],
            "group": group,
            "kind": kind,
            "metres": metres,
            "place": place,
            "seat": traits.seat(key, kind),
        }
        body = traits.body(key, kind, subgroup)
        if body:
            found[key]["body"] = body
    for key, own in json.load(open(f"{OWN}/own.json")).items():
        found[key] = {"id": key, "emoji": "", "seat": traits.seat(key, own["kind"]), **{k: v for k, v in own.items() if k != "wear"}}
    return found


def drawings(work, known):
    for name in SETS:
        data = json.load(open(f"{unpack(work, name)}/icons.json"))
        for key, icon in sorted(data["icons"].items()):
            concept = ALIASES.get(key, key)
            if icon.get("hidden") or SKIN.search(key) or (name == "fluent" and FLUENT_SKIN.search(key)) or concept not in known:
                continue
            width = icon.get("width", data.get("width", data.get("height", 16)))
            height = icon.get("height", data.get("height", width))
            body = icon["body"].replace("currentColor", "#333")
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                f'viewBox="{icon.get("left", 0)} {icon.get("top", 0)} {width} {height}">{body}</svg>'
            )
            yield {"concept": concept, "set": name, "file": f"{name}/{key}.svg", "svg": svg, "kind": known[concept]["kind"]}


    for key, own in json.load(open(f"{OWN}/own.json")).items():
        drawing = {"concept": key, "set": "own", "file": f"own/{key}.svg", "svg": open(f"{OWN}/{key}.svg").read(), "kind": own["kind"]}
        if "wear" in own:
            drawing["wear"] = own["wear"]
        yield drawing


def dominant(pixels):
    """The colours of most area: means of bins of 32 levels, near ones merged into the larger."""
    codes, inverse, counts = np.unique(pixels.astype(int) // 32 @ [64, 8, 1], return_inverse=True, return_counts=True)
    found = []
    for index in np.argsort(-counts, kind="stable"):
        mean = pixels[inverse == index].mean(0)
        near = [f for f in found if np.linalg.norm(f[0] - mean) < 72]
        if near:
            near[0][1] += counts[index]
        else:
            found.append([mean, counts[index]])
    found.sort(key=lambda f: -f[1])
    return [tuple(int(round(float(c))) for c in mean) for mean, _ in found[:4]]


def measure(drawing):
    """Adds what composition needs; boxes are fractions of the drawing's square, y downwards."""
    png = subprocess.run(
        ["rsvg-convert", "-w", str(SIDE), "-h", str(SIDE)], input=drawing["svg"].encode(), capture_output=True, check=True
    ).stdout
    rgba = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA")).astype(np.float32)
    alpha = rgba[..., 3] > 100
    rows, columns = np.where(alpha.any(1))[0], np.where(alpha.any(0))[0]
    if len(rows) < SIDE // 8 or len(columns) < SIDE // 8:
        return None
    left, top, right, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    drawing["box"] = [round(float(v) / SIDE, 3) for v in (left, top, right - left, bottom - top)]
    if drawing["kind"] in HEADED:
        head = heads.find(rgba, (left, top, right, bottom), drawing["kind"])
        head = heads.MEASURED.get(drawing["file"][:-4], head)
        if head:
            drawing["head"] = [round(float(v), 3) for v in head]
    # How much lies on the ground, and where: the lowest rows.
    feet = np.where(alpha[max(top, bottom - 4) : bottom].any(0))[0]
    drawing["feet"] = [round(float(feet[0]) / SIDE, 3), round(float(feet[-1] + 1) / SIDE, 3)]
    drawing["colours"] = ["%02x%02x%02x" % c for c in dominant(rgba[alpha][:, :3])]
    if drawing["file"][:-4] in traits.WEAR:
        drawing["wear"] = traits.WEAR[drawing["file"][:-4]]
    if drawing["concept"] in traits.LETTERED:
        drawing["text"] = True
    if drawing["file"][:-4] in traits.LOOK_RIGHT:
        drawing["right"] = True
    del drawing["kind"]
    return drawing


def main():
    work, out = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    known = concepts(work)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        kept = [d for d in pool.map(measure, drawings(work, known)) if d]
    used = {d["concept"] for d in kept}
    with zipfile.ZipFile(os.path.join(out, "drawings.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for drawing in kept:
            entry = zipfile.ZipInfo(drawing["file"], (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, drawing.pop("svg"), compresslevel=9)
    with open(os.path.join(out, "library.json"), "w") as file:
        file.write('{"concepts": [\n')
        file.write(",\n".join(json.dumps(c, ensure_ascii=False) for k, c in known.items() if k in used))
        file.write('\n], "drawings": [\n')
        file.write(",\n".join(json.dumps(d) for d in kept))
        file.write("\n]}\n")
    with open(os.path.join(out, "SHA256SUMS"), "w") as file:
        for name in ("drawings.zip", "library.json"):
            digest = hashlib.sha256(open(os.path.join(out, name), "rb").read()).hexdigest()
            file.write(f"{digest}  {name}\n")
    print(len(used), "concepts,", len(kept), "drawings")


if __name__ == "__main__":
    main()
