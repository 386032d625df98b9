"""Trains the same network for the same processor time on three kinds of pictures, and compares what the caption tells it:

python3 -m pup.compare --space pixels32 --pack PACK --minutes 7 --out DIR      (also: pixels64, latents with --autoencoder ae.pt)

All three give the network 16 x 16 positions, so that a step costs the same: 32 px in patches of 2, 64 px in patches of 4, latents of
256 px. Prints, at t = 1 and 0.8, the mean squared error of x0 with the right caption and with another's, once in the space's own units
and once after decoding and reduction to 32 px, and writes a sheet of samples.
"""
import argparse
import json
import pathlib
import time

import torch
import torch.nn.functional as F

from pup import autoencoder, diffusion, pack, rendering, sampling, sheets
from pup.minilm import MiniLM
from pup.network import Config, PupNet
from pup.recipes import Recipes
from pup.replay import Replay
from pup.train import RUNS, TEXT_LENGTH

PROMPTS = ["a red apple", "pizza", "smiling face with sunglasses", "rocket", "a cat", "a castle", "a penguin on a blue background", "hamburger",
           "two bananas", "an automobile", "a fox", "a tree at night"]


class Pixels:
    def __init__(self, size):
        self.size, self.side, self.colours, self.patch = size, size, 3, size // 16

    def encode(self, pictures):
        """pictures [B, 3, S, S] in -1..1 -> x0 [B, C, side, side]."""
        return pictures

    def decode(self, x0):
        return x0


class Latents:
    """The autoencoder's latents, scaled to the deviation that the preconditioning expects."""

    def __init__(self, path):
        self.size, self.side, self.colours, self.patch = 256, 16, autoencoder.LATENTS, 1
        stored = torch.load(path)
        self.net = autoencoder.Autoencoder().eval()
        self.net.load_state_dict(stored["net"])
        self.net.requires_grad_(False).to(memory_format=torch.channels_last)
        self.mean, self.deviation = stored["mean"], stored["deviation"] / diffusion.DATA_STD

    def encode(self, pictures):
        with torch.autocast("cpu", torch.bfloat16):
            return (self.net.encode(pictures) - self.mean) / self.deviation

    def decode(self, x0):
        return torch.cat([self.net.decode(part * self.deviation + self.mean) for part in x0.split(8)])


class EncodedPictures:
    """As many recent pictures as `replay` holds recipes. Rendering and encoding 256 px for each step would cost more than the step."""

    def __init__(self, replay, renderer, space):
        self.replay, self.renderer, self.space = replay, renderer, space
        capacity = len(replay.mask)
        self.x0 = torch.zeros(capacity, space.colours, space.side, space.side)
        for first in range(0, capacity, 32):
            self.refresh(min(32, capacity - first))

    def refresh(self, count):
        first = self.replay.next
        self.replay.refresh(count)
        rows = [(first + i) % len(self.replay.mask) for i in range(count)]
        with torch.no_grad():
            pictures = self.renderer([self.replay.recipes[row] for row in rows], self.space.size, jitter=.03)[0]
            self.x0[rows] = self.space.encode(pictures * 2 - 1)

    def draw(self, count):
        rows = torch.randint(len(self.replay.recipes), (count,))
        return self.x0[rows], self.replay.states[rows], self.replay.mask[rows]


def denoise(net, xt, t, states, mask):
    """Without known pixels."""
    return diffusion.denoise(net, xt, t, states, mask, torch.zeros_like(xt), torch.zeros_like(xt[:, :1]))


def train(net, supply, args, empty):
    working = PupNet(net.config).bfloat16().to(memory_format=torch.channels_last)
    working.load_state_dict(net.state_dict())
    weights, copies = list(net.parameters()), list(working.parameters())
    optimizer = torch.optim.AdamW(weights, lr=args.lr, betas=(.9, .99), weight_decay=.01)
    start, step, losses = time.process_time(), 0, []
    while (done := (time.process_time() - start) / 60 / args.minutes) < 1:
        if step % 2 == 0:
            supply.refresh(8)
        x0, states, mask = supply.draw(args.batch)
        dropped = (torch.rand(args.batch, 1) < .1)
        mask, states = torch.where(dropped, empty[1], mask), torch.where(dropped[..., None], empty[0].to(states.dtype), states)
        t = diffusion.draw_times(args.batch, 1.5)
        xt = diffusion.noised(x0, torch.randn_like(x0), t)
        out = diffusion.coefficients(t.view(-1, 1, 1, 1))[1]
        loss = (((denoise(working, xt, t, states, mask) - x0) / out) ** 2).mean()
        loss.backward()
        for weight, copied in zip(weights, copies):
            weight.grad, copied.grad = copied.grad.float(), None
        torch.nn.utils.clip_grad_norm_(weights, 1.)
        # The rate falls towards the end, which does for so short a run what averaging the weights does for a long one.
        optimizer.param_groups[0]["lr"] = args.lr * min(1, (step + 1) / 150) * min(1, (1 - done) / .4 + .02)
        optimizer.step()
        with torch.no_grad():
            for weight, copied in zip(weights, copies):
                copied.copy_(weight)
        step += 1
        losses.append(loss.item())
        if step % 100 == 0:
            print(f"step {step}, {done * args.minutes:.1f} minutes, loss {sum(losses[-100:]) / 100:.4f}", flush=True)
    return working.eval(), step


@torch.no_grad()
def errors(net, space, renderer, encoder, drawings):
    supply = Recipes(drawings, seed=987)
    recipes = [supply.make() for _ in range(96)]
    states, mask = encoder.encode([r.caption for r in recipes], TEXT_LENGTH)
    x0 = torch.cat([space.encode(renderer(recipes[i:i + 16], space.size)[0] * 2 - 1) for i in range(0, 96, 16)])
    truth = renderer(recipes, 32)[0] * 2 - 1
    noise = torch.randn(x0.shape, generator=torch.Generator().manual_seed(5))
    result = {"mean": round((x0 - x0.mean(0)).square().mean().item(), 4)}
    for time_ in (1., .8):
        t = torch.full((len(x0),), time_)
        for name, shift in (("right", 0), ("shuffled", 1)):
            estimate = denoise(net, diffusion.noised(x0, noise, t), t, states.roll(shift, 0), mask.roll(shift, 0))
            result[f"{name}@{time_}"] = round((estimate - x0).square().mean().item(), 4)
            small = F.adaptive_avg_pool2d(space.decode(estimate), 32)
            result[f"{name}@{time_} at 32 px"] = round((small - truth).square().mean().item(), 4)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--space", choices=("pixels32", "pixels64", "latents"), required=True)
    parser.add_argument("--autoencoder")
    parser.add_argument("--pack", required=True)
    parser.add_argument("--sources", default="noto")
    parser.add_argument("--minutes", type=float, default=7, help="of processor time")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=8e-4)
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    pathlib.Path(args.out).mkdir(parents=True, exist_ok=True)
    space = Latents(args.autoencoder) if args.space == "latents" else Pixels(int(args.space[6:]))
    drawings, sprites = pack.load(args.pack, args.sources.split(","), min(256, space.size * 2), RUNS / "cache")
    renderer, encoder = rendering.Renderer(pack.mipmaps(sprites)), MiniLM(args.text_encoder, dtype=torch.bfloat16)
    net = PupNet(Config(inputs=2 * space.colours + 1, patch=space.patch)).to(memory_format=torch.channels_last)
    empty = encoder.encode([""], TEXT_LENGTH)
    supply = EncodedPictures(Replay(Recipes(drawings, 1), encoder, 2048, TEXT_LENGTH, "cpu"), renderer, space)
    working, steps = train(net, supply, args, empty)
    result = {"space": args.space, "samples": steps * args.batch, "parameters": sum(w.numel() for w in net.parameters()),
              **errors(working, space, renderer, encoder, drawings)}
    print(json.dumps(result), flush=True)
    (pathlib.Path(args.out) / f"{args.space}.json").write_text(json.dumps(result) + "\n")
    states, mask = encoder.encode(PROMPTS, TEXT_LENGTH)
    noise = torch.randn(len(PROMPTS), space.colours, space.side, space.side, generator=torch.Generator().manual_seed(1))
    limit = 1. if space.patch > 1 else 3.
    pictures = sampling.sample(working, noise, states, mask, *empty, limit=limit)
    decoded = F.interpolate(space.decode(pictures), 128, mode="area" if space.size > 128 else "bicubic")
    sheets.save(decoded / 2 + .5, f"{args.out}/{args.space}.png", 6, PROMPTS, scale=1)


if __name__ == "__main__":
    main()
