"""The denoiser: a UNet on pixels whose inner levels also attend over the caption's tokens. README.md defines it op by op."""
import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

TIME_FEATURES = 128


@dataclass(frozen=True)
class Config:
    """`grid` is the side of the learned position embedding at the innermost level; other sides are interpolated."""
    channels: tuple = (64, 128, 256)
    inner_blocks: int = 4
    middle_blocks: int = 1
    embedding: int = 256
    text: int = 384
    patch: int = 2
    grid: int = 8
    head: int = 32
    inputs: int = 7


class AdaptiveNorm(nn.Module):
    """GroupNorm (32 channels a group) whose scale and shift come from the embedding."""

    def __init__(self, channels, embedding):
        super().__init__()
        self.groups = channels // 32
        self.modulation = _zero(nn.Linear(embedding, 2 * channels))

    def forward(self, x, e):
        """x [B, C, H, W], e [B, E] -> [B, C, H, W]."""
        scale, shift = self.modulation(e)[:, :, None, None].chunk(2, 1)
        return torch.addcmul(shift, F.group_norm(x, self.groups, eps=1e-5), 1 + scale)


class Residual(nn.Module):
    def __init__(self, inputs, channels, embedding):
        super().__init__()
        self.norm = AdaptiveNorm(inputs, embedding)
        self.conv1 = nn.Conv2d(inputs, channels, 3, padding=1)
        self.conv2 = _zero(nn.Conv2d(channels, channels, 3, padding=1))
        self.skip = nn.Conv2d(inputs, channels, 1) if inputs != channels else nn.Identity()

    def forward(self, x, e):
        return self.skip(x) + self.conv2(F.silu(self.conv1(self.norm(x, e))))


class Attention(nn.Module):
    """A transformer block: image tokens attend over themselves and the text tokens, then an MLP with GELU."""

    def __init__(self, channels, embedding, text, head):
        super().__init__()
        self.heads = channels // head
        self.norm1, self.norm2 = AdaptiveNorm(channels, embedding), AdaptiveNorm(channels, embedding)
        self.qkv, self.text_kv = nn.Linear(channels, 3 * channels), nn.Linear(text, 2 * channels)
        self.out = _zero(nn.Linear(channels, channels))
        self.mlp1, self.mlp2 = nn.Linear(channels, 4 * channels), _zero(nn.Linear(4 * channels, channels))

    def forward(self, x, e, text, padding):
        """x [B, C, H, W], e [B, E], text [B, T, D], padding [B, T] (0 for tokens, -10000 for padding) -> [B, C, H, W]."""
        batch, channels, height, width = x.shape
        q, k, v = self.qkv(_tokens(self.norm1(x, e))).chunk(3, -1)
        text_k, text_v = self.text_kv(text).chunk(2, -1)
        split = lambda z: z.reshape(batch, -1, self.heads, channels // self.heads).transpose(1, 2)
        q, k, v = split(q), split(torch.cat([k, text_k], 1)), split(torch.cat([v, text_v], 1))
        bias = F.pad(padding, (height * width, 0))[:, None, None]
        weights = torch.softmax(q @ k.transpose(-1, -2) * (channels // self.heads) ** -.5 + bias, -1)
        attended = (weights @ v).transpose(1, 2).reshape(batch, height * width, channels)
        x = x + _picture(self.out(attended), height, width)
        hidden = F.gelu(self.mlp1(_tokens(self.norm2(x, e))))
        return x + _picture(self.mlp2(hidden), height, width)


class PupNet(nn.Module):
    def __init__(self, config=Config()):
        super().__init__()
        self.config = config
        outer, middle, inner = config.channels
        e, text = config.embedding, inner
        self.time1, self.time2 = nn.Linear(TIME_FEATURES, e), nn.Linear(e, e)
        self.pooled = nn.Linear(config.text, e)
        self.text1, self.text2 = nn.Linear(config.text, text), nn.Linear(text, text)
        self.stem = nn.Conv2d(config.inputs * config.patch ** 2, outer, 3, padding=1)
        self.down_outer = Residual(outer, outer, e)
        self.to_middle = nn.Conv2d(outer, middle, 3, stride=2, padding=1)
        self.down_middle = nn.ModuleList([Residual(middle, middle, e) for _ in range(2)])
        self.to_inner = nn.Conv2d(middle, inner, 3, stride=2, padding=1)
        self.position = nn.Parameter(torch.randn(1, inner, config.grid, config.grid) * .02)
        self.inner = nn.ModuleList([Residual(inner, inner, e) for _ in range(2)])
        self.inner_attention = nn.ModuleList([Attention(inner, e, text, config.head) for _ in range(config.inner_blocks)])
        self.inner_last = Residual(inner, inner, e)
        self.from_inner = nn.Conv2d(inner, middle, 1)
        self.up_middle = nn.ModuleList([Residual(2 * middle, middle, e), Residual(middle, middle, e)])
        self.middle_attention = nn.ModuleList([Attention(middle, e, text, config.head) for _ in range(config.middle_blocks)])
        self.from_middle = nn.Conv2d(middle, outer, 1)
        self.up_outer = nn.ModuleList([Residual(2 * outer, outer, e), Residual(outer, outer, e)])
        self.last_norm = AdaptiveNorm(outer, e)
        self.last = _zero(nn.Conv2d(outer, (config.inputs - 1) // 2 * config.patch ** 2, 3, padding=1))

    def forward(self, x, t, states, mask):
        """x [B, 7, R, R] (scaled noisy picture, known pixels, known mask), t [B] in 0..1, states [B, T, 384], mask bool [B, T]
        -> [B, 3, R, R]. R is a multiple of 8. `inputs` other than 7 stand for other than 3 colours."""
        states = F.layer_norm(states, states.shape[-1:])
        valid = mask.to(states.dtype)
        mean = (states * valid[..., None]).sum(1) / valid.sum(1, keepdim=True)
        e = F.silu(self.time2(F.silu(self.time1(time_features(t).to(x.dtype)))) + self.pooled(mean))
        text, padding = self.text2(F.gelu(self.text1(states))), (valid - 1) * 1e4

        outer = self.down_outer(self.stem(_channels_last(F.pixel_unshuffle(x, self.config.patch))), e)
        middle = self.to_middle(outer)
        for block in self.down_middle:
            middle = block(middle, e)
        inner = self.to_inner(middle)
        inner = inner + F.interpolate(self.position, inner.shape[-2:], mode="bilinear", align_corners=False)
        for block in self.inner:
            inner = block(inner, e)
        for block in self.inner_attention:
            inner = block(inner, e, text, padding)
        inner = self.inner_last(inner, e)
        middle = torch.cat([_double(self.from_inner(inner)), middle], 1)
        for block in self.up_middle:
            middle = block(middle, e)
        for block in self.middle_attention:
            middle = block(middle, e, text, padding)
        outer = torch.cat([_double(self.from_middle(middle)), outer], 1)
        for block in self.up_outer:
            outer = block(outer, e)
        return F.pixel_shuffle(self.last(F.silu(self.last_norm(outer, e))), self.config.patch)


def time_features(t):
    """t [B] -> sines then cosines of 1000 t at 64 frequencies from 1 down to 1/10000, float32 [B, 128]."""
    half = TIME_FEATURES // 2
    frequencies = torch.exp(torch.arange(half, device=t.device, dtype=torch.float32) * (-math.log(10000.) / (half - 1)))
    angles = 1000. * t.float()[:, None] * frequencies
    return torch.cat([angles.sin(), angles.cos()], 1)


def _zero(layer):
    """Starts the layer at zero, so that every block starts as the identity."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def _tokens(x):
    return x.flatten(2).transpose(1, 2)


def _picture(tokens, height, width):
    return tokens.transpose(1, 2).reshape(tokens.shape[0], -1, height, width)


def _double(x):
    return F.interpolate(x, scale_factor=2., mode="nearest")


def _channels_last(x):
    return x.contiguous(memory_format=torch.channels_last)
