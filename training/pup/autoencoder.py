"""An autoencoder of 256 px pictures to 16 x 16 latents, for the comparison with pixels: python3 -m pup.autoencoder --pack data/core256 --out ae

Writes OUT.pt (the weights and the latents' mean and deviation) and OUT.png (rows: reconstruction, original), and prints the error on
drawings that were held out.
"""
import argparse
import math
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from pup import pack, rendering, sheets
from pup.recipes import Recipes
from pup.train import RUNS

LATENTS = 12
NOISE = .1  # added to the latents in training, so that near latents decode to near pictures


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(channels, channels, 3, padding=1), nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x):
        return x + self.conv2(F.relu(self.conv1(F.group_norm(x, x.shape[1] // 32))))


class Autoencoder(nn.Module):
    """Pictures [B, 3, 16 s, 16 s] in -1..1 <-> latents [B, 12, s, s], each position of unit variance."""

    def __init__(self, channels=(64, 96, 128)):
        super().__init__()
        outer, middle, inner = channels
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, outer, 3, padding=1), Residual(outer), nn.Conv2d(outer, middle, 3, 2, 1), Residual(middle),
            nn.Conv2d(middle, inner, 3, 2, 1), Residual(inner), Residual(inner), nn.Conv2d(inner, LATENTS, 3, padding=1))
        double = lambda: nn.Upsample(scale_factor=2., mode="nearest")
        self.decoder = nn.Sequential(
            nn.Conv2d(LATENTS, inner, 3, padding=1), Residual(inner), Residual(inner), double(), nn.Conv2d(inner, middle, 3, padding=1),
            Residual(middle), double(), nn.Conv2d(middle, outer, 3, padding=1), Residual(outer), Residual(outer),
            nn.ReLU(), nn.Conv2d(outer, 48, 3, padding=1), nn.PixelShuffle(4))

    def encode(self, pictures):
        latents = self.encoder(pictures.contiguous(memory_format=torch.channels_last)).float()
        return latents * torch.rsqrt(latents.square().mean(1, keepdim=True) + 1e-4)

    def decode(self, latents):
        return self.decoder(latents.contiguous(memory_format=torch.channels_last)).float()


def loss_of(estimate, truth):
    """Absolute error of pixels, of neighbours' differences, and of the picture reduced by 4."""
    difference = estimate - truth
    edges = difference.diff(dim=-1).abs().mean() + difference.diff(dim=-2).abs().mean()
    return difference.abs().mean() + .5 * edges + F.avg_pool2d(difference, 4).abs().mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--sources", default="noto,fluent-emoji-flat")
    parser.add_argument("--minutes", type=float, default=10, help="of processor time")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    drawings, sprites = pack.load(args.pack, args.sources.split(","), 256, RUNS / "cache")
    renderer = rendering.Renderer(pack.mipmaps(sprites))
    held_out = lambda wanted: [i for i in range(len(drawings)) if (i % 20 == 0) == wanted]
    recipes, net = Recipes(drawings, 3, held_out(False)), Autoencoder().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), 2e-3, betas=(.9, .99))
    start, step, printed = time.process_time(), 0, 0
    while (done := (time.process_time() - start) / 60 / args.minutes) < 1:
        optimizer.param_groups[0]["lr"] = 2e-3 * min(1, (step + 1) / 50) * (.02 + .98 * math.cos(math.pi / 2 * done) ** 2)
        truth = renderer([recipes.make() for _ in range(8)], 256, jitter=.03)[0] * 2 - 1
        with torch.autocast("cpu", torch.bfloat16):
            latents = net.encode(truth)
            estimate = net.decode(latents + NOISE * torch.randn_like(latents))
        loss = loss_of(estimate, truth)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
        optimizer.step()
        step += 1
        if done * 20 >= printed:
            print(f"step {step}, {done * args.minutes:.1f} minutes, loss {loss.item():.4f}", flush=True)
            printed += 1
    with torch.no_grad():
        supply = Recipes(drawings, 4, held_out(True))
        truth = renderer([supply.make() for _ in range(24)], 256)[0] * 2 - 1
        latents = torch.cat([net.encode(part) for part in truth.split(8)])
        decoded = torch.cat([net.decode(part) for part in latents.split(8)]).clamp(-1, 1)
    print(f"{step * 8} samples; held out: PSNR {-10 * math.log10(((decoded - truth) / 2).square().mean().item()):.2f}")
    sheets.save(torch.cat([decoded[:6], truth[:6]]) / 2 + .5, f"{args.out}.png", 6, scale=1)
    statistics = latents.mean((0, 2, 3), keepdim=True), latents.std((0, 2, 3), keepdim=True)
    torch.save({"net": net.state_dict(), "mean": statistics[0], "deviation": statistics[1]}, f"{args.out}.pt")


if __name__ == "__main__":
    main()
