"""Writes a run's averaged weights for the engine, and golden tensors that an implementation of the network must reproduce.

python3 -m pup.export --run pup --out DIR  ->  what `./lutra serve --model lutra-pup=DIR` draws with: the network, the upscalers of the run
"superres", SHA256SUMS; and DIR/golden.safetensors
python3 -m pup.export --tiny --dtype bfloat16 --out DIR  ->  the same of a small network with random weights, and its upscalers
"""
import argparse
import dataclasses
import datetime
import hashlib
import json
import pathlib
import shutil

import torch

from pup import checkpoints, diffusion, rendering, safetensors
from pup.minilm import MiniLM
from pup.network import Config, PupNet
from pup.sampling import sample
from pup.superres import Upscaler
from pup.train import RUNS, TEXT_LENGTH

CAPTIONS = ["a red apple", "two pandas on a blue background"]
SIZE, STEPS, GUIDANCE, SHIFT = 32, 8, 3., 2.
TINY = Config(channels=(32, 32, 32), inner_blocks=1, embedding=32, head=16)
TINY_SIZE, TINY_STEPS = 16, 4
SHIPPED = ("pup.safetensors", "upscale2.safetensors", "upscale4.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="pup")
    parser.add_argument("--upscalers", default=str(RUNS / "superres"), help="the folder that superres.py wrote")
    parser.add_argument("--out", required=True)
    parser.add_argument("--dtype", choices=("float32", "bfloat16"), default="float32")
    parser.add_argument("--side", type=int, default=64, help="the side of the pictures that the network draws best")
    parser.add_argument("--created", default=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    parser.add_argument("--tiny", action="store_true", help="a small network with random weights, to test an implementation with")
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    args = parser.parse_args()
    torch.set_num_threads(1)
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    if args.tiny:
        torch.manual_seed(3)
        net, config, samples, size, steps = _random(PupNet(TINY)), dataclasses.asdict(TINY), 0, TINY_SIZE, TINY_STEPS
    else:
        net, state = checkpoints.averaged(args.run)
        config, samples, size, steps = state["config"], state["samples"], SIZE, STEPS
    side = TINY_SIZE if args.tiny else args.side
    metadata = {"format": "pt", "config": json.dumps(config), "text_length": str(TEXT_LENGTH), "side": str(side),
                "data_std": str(diffusion.DATA_STD), "samples": str(samples), "created": args.created}
    dtype = getattr(torch, args.dtype)
    _write(net, out / "pup.safetensors", dtype, metadata)
    upscalers = {factor: _random(Upscaler(factor, channels=8, blocks=2)) for factor in (2, 4)} if args.tiny else {}
    for factor, upscaler in upscalers.items():
        _write(upscaler, out / f"upscale{factor}.safetensors", dtype, {"format": "pt", "factor": str(factor)})
    if not args.tiny:
        for factor in (2, 4):
            shutil.copyfile(pathlib.Path(args.upscalers) / f"upscale{factor}.safetensors", out / f"upscale{factor}.safetensors")
    (out / "SHA256SUMS").write_text("".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in (out / name for name in SHIPPED)))
    golden = _golden(net, MiniLM(args.text_encoder), size, steps, upscalers)
    safetensors.write(out / "golden.safetensors", golden, {
        "captions": json.dumps(CAPTIONS), "size": str(size), "steps": str(steps), "guidance": str(GUIDANCE), "shift": str(SHIFT)})


def _random(net):
    """Fills the network, also where training begins with zeros, so that its outputs stay about as large as its inputs."""
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=parameter[0].numel() ** -.5 if parameter.dim() > 1 else .1)
    return net.eval().requires_grad_(False)


def _write(net, path, dtype, metadata):
    """Writes the weights rounded, and leaves the network with them so."""
    weights = {name: tensor.contiguous().to(dtype) for name, tensor in net.state_dict().items()}
    safetensors.write(path, weights, metadata)
    net.load_state_dict({name: tensor.float() for name, tensor in weights.items()})


@torch.no_grad()
def _golden(net, encoder, size, steps, upscalers):
    """Text, one call of the network and of the denoiser, and the trajectories of a generation (Euler, Heun), of an edit, and of
    one with a reference; pictures through the upscalers."""
    generator = torch.Generator().manual_seed(11)
    noise = torch.randn(len(CAPTIONS), 3, size, size, generator=generator)
    ids, mask = encoder.tokens([""] + CAPTIONS, TEXT_LENGTH)
    states = encoder.states(ids, mask)
    t = torch.tensor([1., .6])
    known_pixels = torch.rand(noise.shape, generator=generator) * 2 - 1
    known = torch.ones_like(noise[:, :1])
    known[:, :, size // 4:size * 3 // 4, size // 4:size * 3 // 4] = 0
    xt = diffusion.noised(known_pixels, noise, t)
    inputs = diffusion.network_input(xt, t, known_pixels, known)
    text = []
    hook = net.text2.register_forward_hook(lambda layer, arguments, output: text.append(output))
    output = net(inputs, t, states[1:], mask[1:])
    hook.remove()
    tensors = {
        "ids": ids, "mask": mask.to(torch.uint8), "states": states, "noise": noise, "t": t, "known_pixels": known_pixels, "known": known,
        "xt": xt, "network_input": inputs, "text": text[0], "network_output": output,
        "denoised": diffusion.denoise(net, xt, t, states[1:], mask[1:], known_pixels, known)}
    reference = torch.full_like(known, rendering.REFERENCE)
    for name, options in (("euler", {}), ("heun", {"heun": True}), ("edit", {"known_pixels": known_pixels, "known": known}),
                          ("reference", {"known_pixels": known_pixels, "known": reference})):
        trace = []
        pictures = sample(net, noise, states[1:], mask[1:], states[:1], mask[:1], steps, GUIDANCE, SHIFT, trace=trace, **options)
        tensors[f"{name}.trace"], tensors[f"{name}.pictures"] = torch.stack(trace), pictures
    for factor, upscaler in upscalers.items():
        tensors[f"upscaled{factor}"] = upscaler((known_pixels + 1) / 2).clamp(0, 1)
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


if __name__ == "__main__":
    main()
