"""Draws a run's curves: python3 -m pup.plot --run pup --out curve.png"""
import argparse
import json

from PIL import Image, ImageDraw

from pup.train import RUNS

SERIES = {"loss": (120, 120, 120), "right@1.0": (20, 110, 200), "shuffled@1.0": (210, 60, 50), "right@0.8": (110, 170, 230),
          "shuffled@0.8": (235, 150, 140)}
WIDTH, HEIGHT, MARGIN = 900, 480, 50


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="pup")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    entries = [json.loads(line) for line in (RUNS / args.run / "log.jsonl").open()]
    series = {name: [(e["samples"], e[name]) for e in entries if name in e] for name in SERIES}
    last = max(e["samples"] for e in entries)
    # The first points, from before the network knew anything, would flatten the rest: what is above `top` is left out.
    top = max(v for name, points in series.items() if points for _, v in points[1 + len(points) // 20:] or points)
    series = {name: [p for p in points if p[1] <= top] for name, points in series.items()}
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    place = lambda samples, value: (MARGIN + samples / last * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - value / top * (HEIGHT - 2 * MARGIN))
    for tenth in range(11):
        x, y = place(last * tenth / 10, top * tenth / 10)
        draw.line([(MARGIN, y), (WIDTH - MARGIN, y)], fill=(230, 230, 230))
        draw.text((4, y - 5), f"{top * tenth / 10:.3f}", fill="black")
        draw.text((x - 12, HEIGHT - MARGIN + 6), f"{last * tenth / 10 / 1000:.0f}k", fill="black")
    for row, (name, colour) in enumerate(SERIES.items()):
        draw.text((WIDTH - 170, 10 + 14 * row), name, fill=colour)
        if len(series[name]) > 1:
            draw.line([place(*point) for point in series[name]], fill=colour, width=2)
    draw.text((WIDTH // 2 - 30, HEIGHT - 20), "samples", fill="black")
    picture.save(args.out)


if __name__ == "__main__":
    main()
