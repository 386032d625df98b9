"""The picture pack: transparent drawings with names and keywords, as premultiplied sprites of one size.

A pack is two files: `NAME.jsonl` (a line per drawing: name, keywords, group, style, licence, offset, length) and
`NAME.bin` (the WebP files, one after the other). Decoding is slow, so the chosen subset is cached as `.npy`.
"""
import hashlib
import io
import json
import pathlib
from dataclasses import asdict, dataclass, field

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

SMILEYS, PEOPLE, COMPONENT, ANIMALS, FOOD, TRAVEL, ACTIVITIES, OBJECTS, SYMBOLS, FLAGS = range(10)
THINGS = {ANIMALS, FOOD, TRAVEL, ACTIVITIES, OBJECTS}
THING_CATEGORIES = ("animals", "food", "plants", "tools", "transportation", "buildings", "clothing", "music", "toys", "sports")
GROUP_WEIGHTS = {SMILEYS: .7, PEOPLE: .35, ANIMALS: 1.5, FOOD: 1.3, TRAVEL: 1., OBJECTS: 1., ACTIVITIES: 1.}


@dataclass
class Drawing:
    """What is known of one sprite. `head` is (centre x, top y, width) of its upper edge, as fractions of the box."""
    name: str
    keywords: list
    source: str
    style: str
    group: int | None
    thing: bool
    animal: bool
    head: tuple
    weight: float
    chinese: str | None = None
    licence: str | None = field(default=None)


def load(pack, sources, size, cache):
    """-> (drawings, sprites uint8 [N, 4, size, size] with premultiplied alpha). `cache` is a folder."""
    key = hashlib.sha256(json.dumps([str(pack), sorted(sources), size, 3]).encode()).hexdigest()[:12]
    folder = pathlib.Path(cache)
    arrays, meta = folder / f"sprites-{key}.npy", folder / f"sprites-{key}.json"
    if not meta.exists():
        folder.mkdir(parents=True, exist_ok=True)
        drawings, sprites = _decode(pathlib.Path(pack), set(sources), size)
        np.save(arrays, sprites)
        meta.write_text(json.dumps([asdict(d) for d in drawings]))
    return [Drawing(**d) for d in json.loads(meta.read_text())], torch.from_numpy(np.load(arrays))


def mipmaps(sprites, smallest=16):
    """The sprites and their halvings, largest first: list of uint8 [N, 4, S, S]."""
    levels = [sprites]
    while levels[-1].shape[-1] > smallest:
        halves = [F.avg_pool2d(part.float(), 2).round().to(torch.uint8) for part in levels[-1].split(1024)]
        levels.append(torch.cat(halves))
    return levels


def _decode(pack, sources, size):
    drawings, sprites = [], []
    with open(f"{pack}.bin", "rb") as blob:
        for line in open(f"{pack}.jsonl"):
            entry = json.loads(line)
            # Flags, skin tone components and lettered buttons teach a small network nothing.
            if entry["src"] not in sources or entry.get("group") in (COMPONENT, FLAGS, SYMBOLS):
                continue
            blob.seek(entry["off"])
            sprite = _premultiplied(blob.read(entry["len"]), size)
            sprites.append(sprite)
            drawings.append(_describe(entry, sprite[3] > 128))
    return drawings, np.stack(sprites)


def _premultiplied(webp, size):
    picture = Image.open(io.BytesIO(webp)).convert("RGBA")
    pixels = np.asarray(picture).astype(np.float32)
    pixels[..., :3] *= pixels[..., 3:] / 255
    factor = pixels.shape[0] // size
    if factor > 1:
        pixels = pixels.reshape(size, factor, size, factor, 4).mean((1, 3))
    return pixels.round().clip(0, 255).astype(np.uint8).transpose(2, 0, 1)


def _describe(entry, solid):
    """A `Drawing` from an index entry and the sprite's opaque pixels (bool [S, S])."""
    keywords, group, name = entry.get("kw") or [], entry.get("group"), entry["name"]
    categories = " ".join(entry.get("cats") or [])
    creature = group == ANIMALS and {"animal", "bird", "face", "monkey", "cat", "dog"} & set(keywords) \
        and not {"plant", "flower", "tree", "insect", "bug", "paw", "nest", "feather"} & set(keywords)
    head = _head(solid)
    return Drawing(
        name=name, keywords=keywords, source=entry["src"], style=entry["style"], group=group,
        thing=group in THINGS or any(c in categories for c in THING_CATEGORIES),
        animal=head is not None and bool(creature or "mammals" in categories or (group == SMILEYS and "face" in name)),
        head=head or (.5, .05, .5), weight=GROUP_WEIGHTS.get(group, .5),
        chinese=entry.get("zh"), licence=entry.get("lic"))


def _head(solid):
    size = solid.shape[0]
    rows = np.where(solid[:, int(.3 * size):int(.7 * size)].any(1))[0]
    if not len(rows):
        return None
    top, left = rows[0], int(.2 * size)
    band = solid[top:top + max(2, size // 8), left:int(.8 * size)]
    columns = np.where(band.any(0))[0] + left
    if not len(columns):
        return None
    return float(columns.mean() / size), float(top / size), float((columns.max() - columns.min() + 1) / size)
