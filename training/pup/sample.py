"""Draws a contact sheet with a run's averaged weights: python3 -m pup.sample --run pup --out grid.png"""
import argparse
import pathlib

import torch

from pup import checkpoints, sheets, superres
from pup.minilm import MiniLM
from pup.sampling import sample
from pup.train import TEXT_LENGTH

PROMPTS = {
    "trained": ["otter", "a red apple", "pizza", "smiling face with sunglasses", "rocket", "cat face", "a castle", "a fox", "rainbow",
                "two bananas", "a penguin on a blue background", "hamburger", "a cat", "a dog face", "an automobile", "a tree"],
    "new": ["A cute baby sea otter", "a cute baby sea otter wearing a beret", "a blue cat", "two pandas", "a castle on a hill at sunset",
            "a robot eating pizza", "a dog wearing a crown", "a cat next to a pizza", "three apples", "a green rocket in space",
            "a sports car", "a puppy in the snow", "a red fish under water", "a pink elephant", "a flower in a forest", "a house at night"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--run", default="pup")
    parser.add_argument("--out", required=True)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--guidance", type=float, default=3.)
    parser.add_argument("--shift", type=float, default=2.)
    parser.add_argument("--heun", action="store_true")
    parser.add_argument("--seeds", type=int, default=1, help="pictures of each prompt")
    parser.add_argument("--upscale", default="", help="files of upscalers to apply one after the other, e.g. upscale2.safetensors,upscale4.safetensors")
    parser.add_argument("--prompts", default="trained,new", help="lists of prompts, or a file with one a line")
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(1)
    net, state = checkpoints.averaged(args.run, torch.bfloat16, args.device)
    if all(name in PROMPTS for name in args.prompts.split(",")):
        prompts = [p for name in args.prompts.split(",") for p in PROMPTS[name]]
    else:
        prompts = pathlib.Path(args.prompts).read_text().splitlines()
    prompts = [p for p in prompts for _ in range(args.seeds)]
    states, mask = MiniLM(args.text_encoder, args.device).encode([""] + prompts, TEXT_LENGTH)
    generator = torch.Generator().manual_seed(1)
    noise = torch.randn(len(prompts), 3, args.size, args.size, generator=generator).to(args.device)
    pictures = sample(net, noise, states[1:], mask[1:], states[:1], mask[:1], args.steps, args.guidance, args.shift, args.heun)
    pictures = (pictures + 1) / 2
    for path in filter(None, args.upscale.split(",")):
        pictures = superres.load(path)(pictures).clamp(0, 1)
    sheets.save(pictures, args.out, 8, prompts, scale=max(1, 128 // pictures.shape[-1]))
    print(f"{args.out}: after {state['samples']} samples, {state['seconds'] / 60:.0f} minutes")


if __name__ == "__main__":
    main()
