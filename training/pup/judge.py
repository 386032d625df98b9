"""The judge: a small net that matches pictures with names. It learns from styles that the denoiser never sees.

python3 -m pup.judge --pack PACK --minutes 5  ->  RUNS/judge.pt
"""
import argparse
import pathlib
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from pup import pack, rendering
from pup.minilm import MiniLM
from pup.recipes import Recipes, Recipe, article
from pup.train import RUNS, TEXT_LENGTH

SOURCES = "twemoji,emojione,fluent-3d"
SIDE, WIDTH = 32, 192


class Judge(nn.Module):
    """Pictures [B, 3, 32, 32] in 0..1 and mean text states [N, 384] to unit vectors of one space."""

    def __init__(self):
        super().__init__()
        widths, layers = (3, 48, 96, 192), []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1, stride=2), nn.GroupNorm(outputs // 16, outputs), nn.SiLU(),
                       nn.Conv2d(outputs, outputs, 3, padding=1), nn.SiLU()]
        self.pictures = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(.2), nn.Linear(widths[-1] * 16, WIDTH))
        self.names = nn.Linear(384, WIDTH)
        self.scale = nn.Parameter(torch.tensor(2.5))

    def forward(self, pictures, names):
        """-> similarity logits [B, N]."""
        return self.see(pictures) @ F.normalize(self.names(names), dim=-1).T * self.scale.exp()

    def see(self, pictures):
        return F.normalize(self.pictures(F.adaptive_avg_pool2d(pictures, SIDE) * 2 - 1), dim=-1)


def name_states(encoder, names):
    """The mean MiniLM state of "a <name>", [N, 384]."""
    means = []
    for start in range(0, len(names), 64):
        states, mask = encoder.encode([article(n) for n in names[start:start + 64]], TEXT_LENGTH)
        means.append(states.sum(1) / mask.sum(1, keepdim=True))
    return F.normalize(torch.cat(means), dim=-1)


def load():
    judge = Judge()
    judge.load_state_dict(torch.load(RUNS / "judge.pt"))
    return judge.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    drawings, sprites = pack.load(args.pack, SOURCES.split(","), 64, RUNS / "cache")
    names = sorted({d.name for d in drawings})
    number = {name: i for i, name in enumerate(names)}
    states = name_states(MiniLM(args.text_encoder), names)
    recipes, renderer = Recipes(drawings, 7), rendering.Renderer(pack.mipmaps(sprites))
    judge = Judge()
    optimizer = torch.optim.AdamW(judge.parameters(), 2e-3, weight_decay=.02)
    start, step, right = time.time(), 0, 0.
    while (spent := (time.time() - start) / 60) < args.minutes:
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, 1.02 - spent / args.minutes, (step + 1) / 100)
        chosen = [_one(recipes) for _ in range(64)]
        pictures = renderer(chosen, SIDE, jitter=.08)[0]
        # Generated pictures are soft and a little noisy; the judge must not mind.
        pictures = (pictures + torch.randn_like(pictures) * torch.rand(64, 1, 1, 1) * .06).clamp(0, 1)
        logits = judge.see(pictures) @ F.normalize(judge.names(states), dim=-1).T * judge.scale.exp()
        target = torch.tensor([number[r.subject] for r in chosen])
        loss = F.cross_entropy(logits, target, label_smoothing=.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right, step = .98 * right + .02 * (logits.argmax(1) == target).float().mean().item(), step + 1
        if step % 100 == 0:
            print(f"{spent:.1f} min, step {step}, loss {loss.item():.3f}, right {right:.3f} of {len(names)} names", flush=True)
    torch.save(judge.state_dict(), RUNS / "judge.pt")


def _one(recipes) -> Recipe:
    """A recipe of one drawing, in any colour of its own and on any background."""
    source = recipes.random.choice(list(recipes.sources))
    recipe = recipes._single(source) if recipes.random.random() < .8 else recipes._scene(source)
    recipe.subject = recipes.drawings[recipe.layers[0].drawing].name
    return recipe


if __name__ == "__main__":
    main()
