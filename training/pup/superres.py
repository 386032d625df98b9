"""Upscalers for this art: small convolutional nets without text, x4 (64 to 256 px) and x2 (any size).

python3 -m pup.superres --pack PACK --factor 4 --minutes 5 --out DIR  ->  DIR/upscale4.safetensors, DIR/upscale4.png
The sheet's rows are: bicubic, the net, the original.
"""
import argparse
import json
import pathlib
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from pup import pack, rendering, safetensors, sheets
from pup.recipes import Recipes
from pup.train import RUNS

CROP = {2: 64, 4: 96}


class Upscaler(nn.Module):
    """Residual convolutions at the small size, then a pixel shuffle, added to the bilinear enlargement. Pictures in 0..1."""

    def __init__(self, factor, channels=32, blocks=5):
        super().__init__()
        self.factor = factor
        self.first = nn.Conv2d(3, channels, 3, padding=1)
        self.blocks = nn.ModuleList([nn.ModuleList([nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2)]) for _ in range(blocks)])
        self.last = nn.Conv2d(channels, 3 * factor ** 2, 3, padding=1)
        for layer in [self.last] + [second for _, second in self.blocks]:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """[B, 3, H, W] -> [B, 3, factor H, factor W], not clamped."""
        hidden = self.first(x)
        for first, second in self.blocks:
            hidden = hidden + second(F.relu(first(hidden)))
        enlarged = F.interpolate(x, scale_factor=float(self.factor), mode="bilinear", align_corners=False)
        return enlarged + F.pixel_shuffle(self.last(hidden), self.factor)


def load(path):
    """An upscaler from its safetensors file."""
    tensors = safetensors.read(path)
    channels, factor = tensors["first.weight"].shape[0], int((tensors["last.weight"].shape[0] / 3) ** .5)
    blocks = 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("blocks."))
    net = Upscaler(factor, channels, blocks)
    net.load_state_dict(tensors)
    return net.eval().requires_grad_(False)


def crops(pictures, side, each):
    """`each` random crops of every picture, [B each, 3, side, side]; pictures [B, 3, H, W]."""
    limit = pictures.shape[-1] - side
    corners = [(random.randint(0, limit), random.randint(0, limit)) for _ in range(each)]
    return torch.cat([pictures[:, :, y:y + side, x:x + side] for y, x in corners])


def shrunk(pictures, factor):
    """What a generator might have drawn: the area average, sometimes a little soft, with a little noise."""
    small = F.avg_pool2d(pictures, factor)
    softness = random.choice((0., 0., .06, .12))
    kernel = torch.tensor([softness / 2, 1 - softness, softness / 2]) if softness else torch.tensor([0., 1., 0.])
    kernel = (kernel[:, None] * kernel)[None, None].expand(3, 1, 3, 3)
    small = F.conv2d(F.pad(small, (1, 1, 1, 1), mode="replicate"), kernel, groups=3)
    return small + torch.randn_like(small) * random.random() * .02


def edges(z):
    return z[..., 1:, :] - z[..., :-1, :], z[..., 1:] - z[..., :-1]


def loss_of(upscaled, original):
    """Mean absolute error of the pixels and, half as heavy, of the steps between neighbours: keeps edges crisp."""
    difference = upscaled - original
    return difference.abs().mean() + .5 * sum(e.abs().mean() for e in edges(difference))


def psnr(a, b):
    return -10 * torch.log10(((a - b) ** 2).mean()).item()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--sources", default="noto,fluent-emoji-flat")
    parser.add_argument("--factor", type=int, choices=(2, 4), required=True)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--channels", type=int, default=32)
    parser.add_argument("--blocks", type=int, default=5)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    random.seed(0)
    drawings, sprites = pack.load(args.pack, args.sources.split(","), 256, RUNS / "cache")
    # Every twentieth drawing is kept for the measurement.
    kept = [i % 20 == 0 for i in range(len(drawings))]
    choose = lambda held: ([d for d, k in zip(drawings, kept) if k == held], sprites[torch.tensor(kept) == held][:600])
    (test_drawings, test_sprites), (drawings, sprites) = choose(True), choose(False)
    recipes, renderer = Recipes(drawings[:len(sprites)], 3), rendering.Renderer(pack.mipmaps(sprites))
    net = Upscaler(args.factor, args.channels, args.blocks).to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), 2e-3)
    start, step = time.time(), 0
    while (spent := (time.time() - start) / 60) < args.minutes:
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, 1.02 - spent / args.minutes)
        # Smaller canvases have finer detail for their pixels: x2 serves 32 px as well as 256.
        canvas = random.choice((64, 128, 256)) if args.factor == 2 else 256
        original = crops(renderer([recipes.make() for _ in range(8)], canvas)[0], CROP[args.factor], 2)
        with torch.autocast("cpu", torch.bfloat16):
            upscaled = net(shrunk(original, args.factor).contiguous(memory_format=torch.channels_last))
        loss = loss_of(upscaled.float(), original)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if step % 100 == 0:
            print(f"{spent:.1f} min, step {step}, loss {loss.item():.4f}", flush=True)
    report(net, args, Recipes(test_drawings, 4), rendering.Renderer(pack.mipmaps(test_sprites)), step)


@torch.no_grad()
def report(net, args, recipes, renderer, steps):
    original = renderer([recipes.make() for _ in range(16)], 256)[0]
    small = F.avg_pool2d(original, args.factor)
    upscaled, bicubic = (z.clamp(0, 1) for z in (net(small), F.interpolate(small, scale_factor=float(args.factor), mode="bicubic")))
    result = {"steps": steps, "psnr": round(psnr(upscaled, original), 2), "psnr_bicubic": round(psnr(bicubic, original), 2)}
    print(result)
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    safetensors.write(out / f"upscale{args.factor}.safetensors", {n: t.contiguous() for n, t in net.state_dict().items()},
                      {"format": "pt", "factor": str(args.factor), "result": json.dumps(result)})
    sheets.save(torch.cat([bicubic[:5], upscaled[:5], original[:5]]), out / f"upscale{args.factor}.png", 5, scale=1)


if __name__ == "__main__":
    main()
