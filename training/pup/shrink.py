"""Copies a picture pack at a smaller size, to carry it to another machine: python3 -m pup.shrink --pack core256 --size 64 --out core64"""
import argparse
import io
import json

from PIL import Image

from pup.pack import COMPONENT, FLAGS, SYMBOLS


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--sources", default="noto,fluent-emoji-flat,fluent-emoji,fluent-3d,twemoji,emojione,noto-v1")
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    offset = 0
    with open(f"{args.pack}.bin", "rb") as source, open(f"{args.out}.bin", "wb") as target, open(f"{args.out}.jsonl", "w") as index:
        for line in open(f"{args.pack}.jsonl"):
            entry = json.loads(line)
            if entry["src"] not in args.sources.split(",") or entry.get("group") in (COMPONENT, FLAGS, SYMBOLS):
                continue
            source.seek(entry["off"])
            picture = Image.open(io.BytesIO(source.read(entry["len"]))).convert("RGBA")
            # Premultiplied while it shrinks, so that transparent pixels do not bleed into the edges.
            picture = picture.convert("RGBa").resize((args.size, args.size), Image.BOX).convert("RGBA")
            webp = io.BytesIO()
            picture.save(webp, "WEBP", quality=92, method=4)
            index.write(json.dumps({**entry, "off": offset, "len": len(webp.getvalue())}, ensure_ascii=False) + "\n")
            target.write(webp.getvalue())
            offset += len(webp.getvalue())


if __name__ == "__main__":
    main()
