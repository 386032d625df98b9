"""Judges a run: are the drawings recognisable, and are they copies? python3 -m pup.evaluate --run pup --pack PACK

R-precision: each of `--names` things is drawn from "a <name>"; the judge (judge.py, trained on other styles) ranks all those names for
the picture. `reference` is the same for the real drawings, an upper bound. `nearest` is the root mean square distance (0..1 pixels) to the
nearest training drawing on white, and `nearest_real` that of the real drawings of another style: much smaller would mean copying.
"""
import argparse
import json
import pathlib
import random

import torch

from pup import checkpoints, pack, rendering, sheets
from pup.judge import load as load_judge, name_states
from pup.minilm import MiniLM
from pup.recipes import Layer, Recipe, article
from pup.sampling import sample
from pup.train import RUNS, TEXT_LENGTH


def ranks(judge, pictures, states):
    """The rank of each picture's own name among all names, 0 = first."""
    logits = judge(pictures, states)
    return (logits > logits.diagonal()[:, None]).sum(1)


def summary(rank):
    return {"top1": round((rank == 0).float().mean().item(), 3), "top5": round((rank < 5).float().mean().item(), 3),
            "median_rank": int(rank.median())}


def nearest(pictures, references):
    """Root mean square distance of each picture to its nearest reference, [B]."""
    flat = references.flatten(1)
    return torch.cdist(pictures.flatten(1), flat).amin(1) / flat.shape[1] ** .5


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="pup")
    parser.add_argument("--pack", required=True)
    parser.add_argument("--sources", default="noto,fluent-emoji-flat")
    parser.add_argument("--names", type=int, default=96)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=3.)
    parser.add_argument("--out", help="write the drawings to this sheet")
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    args = parser.parse_args()
    torch.set_num_threads(1)
    drawings, sprites = pack.load(args.pack, args.sources.split(","), 64, RUNS / "cache")
    known = {d.name for d in pack.load(args.pack, ["twemoji", "emojione", "fluent-3d"], 64, RUNS / "cache")[0]}
    first = {}
    for i, d in enumerate(drawings):
        if d.thing and d.name in known:
            first.setdefault(d.name, i)
    names = random.Random(0).sample(sorted(first), args.names)
    encoder, judge = MiniLM(args.text_encoder), load_judge()
    states, mask = encoder.encode([""] + [article(n) for n in names], TEXT_LENGTH)
    net, checkpoint = checkpoints.averaged(args.run, torch.bfloat16)
    noise = torch.randn(len(names), 3, args.size, args.size, generator=torch.Generator().manual_seed(3))
    batches = zip(noise.split(32), states[1:].split(32), mask[1:].split(32))
    drawn = torch.cat([sample(net, n, s, m, states[:1], mask[:1], args.steps, args.guidance) for n, s, m in batches]) / 2 + .5
    renderer = rendering.Renderer(pack.mipmaps(sprites))
    on_white = lambda ids: torch.cat([renderer([Recipe("", [Layer(i, .5, .5, .88)]) for i in part.tolist()], args.size)[0]
                                      for part in torch.tensor(ids).split(256)])
    real = on_white([first[n] for n in names])
    judged = name_states(encoder, names)
    other_style = [i for i, d in enumerate(drawings) if d.source != drawings[first[names[0]]].source]
    print(json.dumps({
        "samples": checkpoint["samples"], "generated": summary(ranks(judge, drawn, judged)), "reference": summary(ranks(judge, real, judged)),
        "nearest": round(nearest(drawn, on_white(range(len(drawings)))).mean().item(), 3),
        "nearest_real": round(nearest(real, on_white(other_style)).mean().item(), 3)}))
    if args.out:
        sheets.save(drawn, args.out, 12, names, scale=max(1, 96 // args.size))


if __name__ == "__main__":
    main()
