"""Merges packs, drops twins, and can make a smaller one: python3 merge.py --out DIR/core256 PACK_FOLDER...

A pack is NAME.bin (WebP files, one after the other) and NAME.jsonl (a line a picture, with offset and length).
python3 merge.py --out DIR/core64 --size 64 --sources noto,fluent-emoji-flat PACK_FOLDER...  makes the small pack that a machine with
little room for uploads is sent.
"""
import argparse
import collections
import hashlib
import io
import json
import pathlib
import re

from PIL import Image

SKIN_TONE = re.compile(r" (medium[ -])?(light|dark|medium)( skin tone)?$")


def entries(folder):
    """Yields (entry, WebP bytes); `folder` holds pack.*, or is the path of a pack without its ending."""
    base = pathlib.Path(folder)
    base = base / "pack" if base.is_dir() else base
    with open(f"{base}.bin", "rb") as blob:
        for line in open(f"{base}.jsonl", encoding="utf-8"):
            entry = json.loads(line)
            blob.seek(entry["off"])
            yield entry, blob.read(entry["len"])


def shrunk(webp, size, quality):
    picture = Image.open(io.BytesIO(webp)).convert("RGBA").resize((size, size), Image.BOX)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, alpha_quality=90, method=2)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", nargs="+")
    parser.add_argument("--out", required=True, help="the new pack without its ending")
    parser.add_argument("--size", type=int, help="side in pixels; as it is if not given")
    parser.add_argument("--quality", type=int, default=80)
    parser.add_argument("--sources", help="only these, separated by commas")
    args = parser.parse_args()
    wanted = args.sources and set(args.sources.split(","))
    pathlib.Path(args.out).parent.mkdir(parents=True, exist_ok=True)
    seen, offset, counts = set(), 0, collections.Counter()
    with open(f"{args.out}.bin", "wb") as blob, open(f"{args.out}.jsonl", "w", encoding="utf-8") as index:
        for folder in args.packs:
            for entry, webp in entries(folder):
                source, digest = entry["src"], hashlib.sha256(webp).digest()
                skin_tone = source.startswith("fluent-emoji") and SKIN_TONE.search(entry["name"])
                if digest in seen or skin_tone or (wanted and source not in wanted):
                    continue
                seen.add(digest)
                if args.size:
                    webp = shrunk(webp, args.size, args.quality)
                blob.write(webp)
                index.write(json.dumps({**entry, "i": sum(counts.values()), "off": offset, "len": len(webp)}, ensure_ascii=False) + "\n")
                offset += len(webp)
                counts[source, entry["lic"]] += 1
    for (source, licence), count in sorted(counts.items()):
        print(f"{count:6d}  {source} ({licence})")
    print(f"{sum(counts.values()):6d}  in all, {offset / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
