"""The straight path from picture to noise, x_t = (1 - t) x0 + t n, and the preconditioning of the denoiser on it."""
import torch

DATA_STD = .5


def coefficients(t):
    """-> skip, out, in: x0 = skip x_t + out net(in x_t, t) has unit variance at the network's input and target (as EDM)."""
    variance = (1 - t) ** 2 * DATA_STD ** 2 + t ** 2
    return (1 - t) * DATA_STD ** 2 / variance, t * DATA_STD / variance.sqrt(), 1 / variance.sqrt()


def noised(x0, noise, t):
    """x0, noise [B, 3, R, R], t [B]."""
    t = t.view(-1, 1, 1, 1)
    return (1 - t) * x0 + t * noise


def network_input(xt, t, known_pixels, known):
    """xt, known_pixels [B, 3, R, R] in -1..1, known [B, 1, R, R] (1 = given, rendering.REFERENCE = a reference) -> [B, 7, R, R]."""
    scale = coefficients(t.view(-1, 1, 1, 1))[2]
    return torch.cat([xt * scale, known_pixels * known, known], 1)


def denoise(net, xt, t, states, mask, known_pixels, known):
    """-> the estimate of x0, [B, 3, R, R] in the precision of `xt`."""
    dtype = next(net.parameters()).dtype
    skip, out, _ = coefficients(t.view(-1, 1, 1, 1))
    output = net(network_input(xt, t, known_pixels, known).to(dtype), t, states.to(dtype), mask)
    return skip * xt + out * output.to(xt.dtype)


def draw_times(count, shift, generator=None):
    """Logit-normal times (std 1.2), moved towards noise by `shift`; 5% are exactly 1."""
    t = torch.sigmoid(torch.randn(count, generator=generator) * 1.2)
    t = (shift * t / (1 + (shift - 1) * t)).clamp(.01, 1)
    t[torch.rand(count, generator=generator) < .05] = 1.
    return t
