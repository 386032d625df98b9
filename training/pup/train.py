"""Trains the denoiser. The same command starts a run and resumes it. See README.md."""
import argparse
import copy
import json
import os
import pathlib
import signal
import time

import torch

from pup import diffusion, pack, rendering, safetensors
from pup.minilm import MiniLM
from pup.network import Config, PupNet
from pup.recipes import Recipes
from pup.replay import Replay

TEXT_LENGTH = 28
VALIDATION_TIMES = (1., .8, .5)
RUNS = pathlib.Path.home() / ".local/share/lutra/training"
SOURCES = "noto,fluent-emoji-flat,fluent-emoji,fluent-3d"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--run", default="pup", help="name of the run's folder, or its path")
    parser.add_argument("--pack", required=True, help="the picture pack without its ending, e.g. data/core256")
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    parser.add_argument("--sources", default=SOURCES)
    parser.add_argument("--sprite-size", type=int, default=64)
    parser.add_argument("--stages", default="32:32:600000,64:16:", help="size:batch:until how many samples, ...")
    parser.add_argument("--channels", default="64,128,256")
    parser.add_argument("--inner-blocks", type=int, default=4)
    parser.add_argument("--lr", type=float, default=8e-4)
    parser.add_argument("--warmup", type=int, default=300, help="steps")
    parser.add_argument("--ema", type=float, default=.9995)
    parser.add_argument("--fresh", type=float, default=.125, help="share of a batch that is newly encoded")
    parser.add_argument("--replay", type=int, default=4096)
    parser.add_argument("--references", type=float, default=.5, help="share of pictures for which another drawing of the scene is given")
    parser.add_argument("--caption-drop", type=float, default=.1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after this long")
    parser.add_argument("--cooldown", type=float, default=0, help="the last so many of --minutes, in which the learning rate falls to nothing")
    parser.add_argument("--init", help="exported weights (pup.safetensors) that a new run starts from")
    parser.add_argument("--checkpoint-minutes", type=float, default=3)
    parser.add_argument("--validate-every", type=int, default=25_000, help="samples")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Training:
    """Float32 weights, their moving average and the optimizer; the passes run on a bfloat16 copy of the weights."""

    def __init__(self, args, folder):
        self.args, self.folder = args, folder
        torch.manual_seed(args.seed)
        config = Config(channels=tuple(map(int, args.channels.split(","))), inner_blocks=args.inner_blocks)
        self.net = PupNet(config).to(args.device, memory_format=torch.channels_last)
        self.weights = list(self.net.parameters())
        self.average = [w.detach().clone() for w in self.weights]
        self.working = copy.deepcopy(self.net).bfloat16()
        decayed = [w for w in self.weights if w.dim() > 1]
        plain = [w for w in self.weights if w.dim() <= 1]
        self.optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": .01}, {"params": plain, "weight_decay": 0.}],
                                           lr=args.lr, betas=(.9, .99), foreach=args.device != "cpu")
        self.step = self.samples = 0
        self.seconds = 0.
        self.cooled = 1.  # factor of the learning rate

    def learn(self, pictures, given, known, states, mask, size):
        """One step on pictures and given pixels [B, 3, R, R] in 0..1 -> the loss, a tensor."""
        batch = len(pictures)
        x0, noise = pictures * 2 - 1, torch.randn_like(pictures)
        t = diffusion.draw_times(batch, 1.5 * size / 32).to(pictures.device)
        xt = diffusion.noised(x0, noise, t)
        estimate = diffusion.denoise(self.working, xt, t, states, mask, given * 2 - 1, known)
        # Dividing by the output's coefficient gives the plain error of the network, which has unit weight at each t.
        loss = (((estimate - x0) / diffusion.coefficients(t.view(-1, 1, 1, 1))[1]) ** 2).mean()
        loss.backward()
        self._update()
        self.step, self.samples = self.step + 1, self.samples + batch
        return loss.detach()

    @torch.no_grad()
    def _update(self):
        for weight, copied in zip(self.weights, self.working.parameters()):
            weight.grad, copied.grad = copied.grad.float(), None
        torch.nn.utils.clip_grad_norm_(self.weights, 1.)
        for group in self.optimizer.param_groups:
            group["lr"] = self.args.lr * self.cooled * min(1, (self.step + 1) / self.args.warmup)
        self.optimizer.step()
        decay = min(self.args.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_mul_(self.average, decay)
        torch._foreach_add_(self.average, [w.detach() for w in self.weights], alpha=1 - decay)
        self.load_working(self.weights)

    @torch.no_grad()
    def load_working(self, weights):
        for copied, weight in zip(self.working.parameters(), weights):
            copied.copy_(weight)

    def save(self, recipes):
        state = {
            "config": self.net.config.__dict__, "net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(),
            "average": dict(zip([n for n, _ in self.net.named_parameters()], self.average)),
            "step": self.step, "samples": self.samples, "seconds": self.seconds,
            "torch_rng": torch.get_rng_state(), "recipes_rng": recipes.random.getstate()}
        torch.save(state, self.folder / "checkpoint.tmp")
        os.replace(self.folder / "checkpoint.tmp", self.folder / "checkpoint.pt")

    @torch.no_grad()
    def start_from(self, exported):
        """Takes weights alone: the optimizer starts anew, and so do the counts."""
        for (name, weight), averaged in zip(self.net.named_parameters(), self.average):
            weight.copy_(exported[name])
            averaged.copy_(exported[name])
        self.load_working(self.weights)

    def resume(self, recipes):
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            if self.args.init:
                self.start_from(safetensors.read(self.args.init))
            return
        state = torch.load(path, map_location=self.args.device)
        self.net.load_state_dict(state["net"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = list(state["average"].values())
        self.step, self.samples, self.seconds = state["step"], state["samples"], state["seconds"]
        torch.set_rng_state(state["torch_rng"].cpu())
        recipes.random.setstate(state["recipes_rng"])
        self.load_working(self.weights)


class Validation:
    """The error of x0 on fixed recipes and noise: with each recipe's own caption, with another's, and with a reference."""

    def __init__(self, drawings, encoder, renderer, count=96):
        supply = Recipes(drawings, seed=987)
        self.recipes = [supply.make() for _ in range(count)]
        self.references = [supply.reference(recipe) for recipe in self.recipes]
        self.states, self.mask = encoder.encode([r.caption for r in self.recipes], TEXT_LENGTH)
        self.renderer = renderer

    @torch.no_grad()
    def __call__(self, net, size):
        pictures = self.renderer(self.recipes, size)[0] * 2 - 1
        noise = torch.randn(pictures.shape, generator=torch.Generator().manual_seed(5)).to(pictures.device)
        none, reference = torch.zeros_like(pictures), self.renderer(self.references, size)[0] * 2 - 1
        errors = {}
        for name, states, mask, given in (("right", self.states, self.mask, none), ("reference", self.states, self.mask, reference),
                                          ("shuffled", self.states.roll(1, 0), self.mask.roll(1, 0), none)):
            known = torch.full_like(none[:, :1], rendering.REFERENCE if given is reference else 0.)
            for time_ in VALIDATION_TIMES:
                t = torch.full((len(pictures),), time_, device=pictures.device)
                parts = zip(*(z.split(32) for z in (diffusion.noised(pictures, noise, t), t, states, mask, given, known)))
                estimate = torch.cat([diffusion.denoise(net, *part) for part in parts])
                errors[f"{name}@{time_}"] = round(((estimate - pictures) ** 2).mean().item(), 5)
        return errors


def stage_at(stages, samples):
    """`stages` as on the command line -> (size, batch) after so many samples."""
    for stage in stages.split(","):
        size, batch, until = stage.split(":")
        if not until or samples < int(until):
            return int(size), int(batch)
    return int(size), int(batch)


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    folder = RUNS / args.run
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pid").write_text(f"{os.getpid()}\n")
    drawings, sprites = pack.load(args.pack, args.sources.split(","), args.sprite_size, folder.parent / "cache")
    renderer = rendering.Renderer(pack.mipmaps(sprites), args.device)
    encoder = MiniLM(args.text_encoder, args.device, torch.bfloat16)
    recipes = Recipes(drawings, args.seed)
    training = Training(args, folder)
    training.resume(recipes)
    validation = Validation(drawings, encoder, renderer)
    empty_states, empty_mask = encoder.encode([""], TEXT_LENGTH)
    replay = Replay(recipes, encoder, args.replay, TEXT_LENGTH, args.device)
    for _ in range(args.replay // 64):
        replay.refresh(64)
    log = open(folder / "log.jsonl", "a", buffering=1)

    def write(**entry):
        log.write(json.dumps({"samples": training.samples, "minutes": round(training.seconds / 60, 2), **entry}) + "\n")

    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    start = last_save = last_log = last_step = time.time()
    losses, logged = [], training.samples
    write(event="start", parameters=sum(w.numel() for w in training.weights), drawings=len(drawings), args=vars(args))
    while not stopping and time.time() - start < args.minutes * 60:
        if args.cooldown:
            training.cooled = max(.01, min(1, (args.minutes - (time.time() - start) / 60) / args.cooldown))
        size, batch = stage_at(args.stages, training.samples)
        replay.refresh(max(1, int(batch * args.fresh)))
        chosen, states, mask = replay.draw(batch)
        dropped = (torch.rand(batch) < args.caption_drop).to(args.device)[:, None]
        mask = torch.where(dropped, empty_mask, mask)
        states = torch.where(dropped[..., None], empty_states, states)
        longest = int(mask.sum(1).max())
        pictures, edited = renderer(chosen, size, jitter=.03)
        references = renderer([recipes.reference(recipe) for recipe in chosen], size, jitter=.05)[0]
        given, known = rendering.with_references(pictures, rendering.known_masks(edited), references, args.references)
        losses.append(training.learn(pictures, given, known, states[:, :longest], mask[:, :longest], size))
        now = time.time()
        # A step that took longer than a minute was a pause of the process, not training.
        training.seconds += min(60, now - last_step)
        last_step = now
        if now - last_log > 60:
            write(size=size, loss=round(torch.stack(losses).mean().item(), 5), rate=round((training.samples - logged) / (now - last_log), 1))
            losses, logged, last_log = [], training.samples, now
        if training.samples // args.validate_every > (training.samples - batch) // args.validate_every:
            training.load_working(training.average)
            write(size=size, **validation(training.working, size))
            training.load_working(training.weights)
        if now - last_save > args.checkpoint_minutes * 60:
            training.save(recipes)
            last_save = now
    training.save(recipes)
    write(event="stop")


if __name__ == "__main__":
    main()
