"""Draws prompts at a running server onto contact sheets, to be judged by eye: any model, with the same prompts and seeds.

python3 -m pup.served --model lutra-pup --out sheets  ->  sheets/01.jpg, ... with a row for each prompt and a column for each seed, and
sheets/times.json with the seconds of each request
"""
import argparse
import base64
import io
import json
import pathlib
import time
import urllib.request

import numpy as np
import torch
from PIL import Image

from pup import sheets

PROMPTS = pathlib.Path(__file__).parents[1] / "prompts.txt"


def prompts(path):
    """-> the prompts of a file with a kind, a tab and a prompt in each line, or with a prompt alone."""
    return [line.split("\t")[-1] for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line]


def draw(server, key, fields):
    """One request of the Images API. -> its picture [3, H, W] in 0..1."""
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
    request = urllib.request.Request(f"{server}/v1/images/generations", json.dumps(fields).encode(), headers)
    with urllib.request.urlopen(request, timeout=600) as response:
        encoded = json.load(response)["data"][0]["b64_json"]
    picture = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1) / 255


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default="http://127.0.0.1:8080")
    parser.add_argument("--key", default="")
    parser.add_argument("--model", required=True)
    parser.add_argument("--prompts", default=PROMPTS)
    parser.add_argument("--seeds", default="7,8,9,10")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--cell", type=int, default=128, help="the side of a picture on the sheet")
    parser.add_argument("--rows", type=int, default=10, help="prompts on a sheet")
    parser.add_argument("--options", default="{}", help='more fields of the requests, as JSON: {"steps": 10}')
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    seeds, asked, seconds = [int(seed) for seed in args.seeds.split(",")], prompts(args.prompts), []
    for sheet, start in enumerate(range(0, len(asked), args.rows), 1):
        pictures, labels = [], []
        for number, prompt in enumerate(asked[start:start + args.rows], start + 1):
            for seed in seeds:
                begun = time.perf_counter()
                fields = {"model": args.model, "prompt": prompt, "seed": seed, "size": f"{args.size}x{args.size}", "response_format": "b64_json"}
                picture = draw(args.server, args.key, fields | json.loads(args.options))
                seconds.append(round(time.perf_counter() - begun, 3))
                pictures.append(torch.nn.functional.interpolate(picture[None], (args.cell, args.cell), mode="area")[0])
                labels.append(f"{number} {prompt}")
        sheets.save(torch.stack(pictures), out / f"{sheet:02}.jpg", len(seeds), labels, scale=1)
    (out / "times.json").write_text(json.dumps({"model": args.model, "median": sorted(seconds)[len(seconds) // 2], "seconds": seconds}))


if __name__ == "__main__":
    main()
