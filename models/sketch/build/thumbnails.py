#!/usr/bin/env python3
"""Makes thumbnails.png, by which drawings are recognised in pictures: every drawing of library.json, by file name, small, in rows of 64.

    thumbnails.py SKETCHDIR

Needs rsvg-convert (Debian: librsvg2-bin) and Pillow.
"""
import concurrent.futures
import hashlib
import io
import json
import subprocess
import sys
import zipfile

from PIL import Image

SIDE = 24
COLUMNS = 64


def thumbnail(svg):
    png = subprocess.run(["rsvg-convert", "-w", "96", "-h", "96"], input=svg, capture_output=True, check=True).stdout
    # Box filtering of premultiplied colour: what a small copy of the drawing in a picture looks like.
    return Image.open(io.BytesIO(png)).convert("RGBA").convert("RGBa").resize((SIDE, SIDE), Image.BOX).convert("RGBA")


def main():
    folder = sys.argv[1]
    drawings = sorted(json.load(open(f"{folder}/library.json"))["drawings"], key=lambda drawing: drawing["file"])
    rows = (len(drawings) + COLUMNS - 1) // COLUMNS
    sheet = Image.new("RGBA", (COLUMNS * SIDE, rows * SIDE))
    with zipfile.ZipFile(f"{folder}/drawings.zip") as archive:
        sources = [archive.read(drawing["file"]) for drawing in drawings]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for i, small in enumerate(pool.map(thumbnail, sources)):
            sheet.paste(small, (i % COLUMNS * SIDE, i // COLUMNS * SIDE))
    sheet.save(f"{folder}/thumbnails.png", optimize=True)
    print(len(drawings), "thumbnails")
    sums = f"{folder}/SHA256SUMS"
    kept = [line for line in open(sums).read().splitlines() if not line.endswith("  thumbnails.png")]
    digest = hashlib.sha256(open(f"{folder}/thumbnails.png", "rb").read()).hexdigest()
    with open(sums, "w") as file:
        file.write("\n".join(kept + [f"{digest}  thumbnails.png"]) + "\n")


if __name__ == "__main__":
    main()
