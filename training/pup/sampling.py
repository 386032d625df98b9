"""From noise to pictures: Euler or Heun steps along the straight path, with classifier-free guidance."""
import torch

from pup import diffusion


def times(steps, shift):
    """steps + 1 times from 1 to 0; `shift` > 1 spends more of them near noise."""
    t = torch.linspace(1, 0, steps + 1)
    return shift * t / (1 + (shift - 1) * t)


@torch.no_grad()
def sample(net, noise, states, mask, empty_states, empty_mask, steps=25, guidance=3., shift=2., heun=False,
           known_pixels=None, known=None, trace=None, limit=1.):
    """noise [B, 3, R, R], states [B, T, 384], mask [B, T]; empty_* are those of the caption "" ([1, T, ...]).

    `known_pixels` [B, 3, R, R] in -1..1 with `known` [B, 1, R, R] makes it an edit where `known` is 1, and guides it where `known` is
    `rendering.REFERENCE`. -> pictures in -1..1.
    `trace`, a list, receives x after each step. Estimates of x0 are kept within `limit`.
    """
    batch = len(noise)
    known_pixels = torch.zeros_like(noise) if known_pixels is None else known_pixels
    known = torch.zeros_like(noise[:, :1]) if known is None else known
    states = torch.cat([states, empty_states.expand(batch, -1, -1)])
    mask = torch.cat([mask, empty_mask.expand(batch, -1)])

    def guided(x, t):
        """The estimate of x0, both halves in one batch, clamped to the range of pictures."""
        at = torch.full((2 * batch,), float(t), device=x.device)
        both = diffusion.denoise(net, torch.cat([x, x]), at, states, mask, torch.cat([known_pixels] * 2), torch.cat([known] * 2))
        with_text, without = both.chunk(2)
        return (without + guidance * (with_text - without)).clamp(-limit, limit)

    path, x = times(steps, shift), noise
    for now, then in zip(path[:-1], path[1:]):
        slope = (x - guided(x, now)) / now
        ahead = x + (then - now) * slope
        if heun and then > 0:
            slope = (slope + (ahead - guided(ahead, then)) / then) / 2
            ahead = x + (then - now) * slope
        x = ahead
        if trace is not None:
            trace.append(x)
    return torch.where(known == 1, known_pixels, x)
