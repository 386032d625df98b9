"""Writes a run's averaged weights for the engine, and golden tensors that an implementation of the network must reproduce.

python3 -m pup.export --run pup --out DIR  ->  DIR/pup.safetensors and DIR/golden.safetensors
"""
import argparse
import json
import pathlib

import torch

from pup import checkpoints, diffusion, safetensors
from pup.minilm import MiniLM
from pup.sampling import sample
from pup.train import TEXT_LENGTH

CAPTIONS = ["a red apple", "two pandas on a blue background"]
SIZE, STEPS, GUIDANCE, SHIFT = 32, 8, 3., 2.


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="pup")
    parser.add_argument("--out", required=True)
    parser.add_argument("--dtype", choices=("float32", "bfloat16"), default="float32")
    parser.add_argument("--text-encoder", default=str(pathlib.Path(__file__).parents[2] / "models/minilm"))
    args = parser.parse_args()
    torch.set_num_threads(1)
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    net, state = checkpoints.averaged(args.run)
    metadata = {"format": "pt", "config": json.dumps(state["config"]), "text_length": str(TEXT_LENGTH),
                "data_std": str(diffusion.DATA_STD), "samples": str(state["samples"])}
    weights = {name: tensor.contiguous().to(getattr(torch, args.dtype)) for name, tensor in net.state_dict().items()}
    safetensors.write(out / "pup.safetensors", weights, metadata)
    net.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
    golden = _golden(net, MiniLM(args.text_encoder))
    safetensors.write(out / "golden.safetensors", golden, {
        "captions": json.dumps(CAPTIONS), "size": str(SIZE), "steps": str(STEPS), "guidance": str(GUIDANCE), "shift": str(SHIFT)})


@torch.no_grad()
def _golden(net, encoder):
    """Text, one call of the network and of the denoiser, and the trajectories of a generation (Euler, Heun) and of an edit."""
    generator = torch.Generator().manual_seed(11)
    noise = torch.randn(len(CAPTIONS), 3, SIZE, SIZE, generator=generator)
    ids, mask = encoder.tokens([""] + CAPTIONS, TEXT_LENGTH)
    states = encoder.states(ids, mask)
    t = torch.tensor([1., .6])
    known_pixels = torch.rand(noise.shape, generator=generator) * 2 - 1
    known = torch.ones_like(noise[:, :1])
    known[:, :, 8:24, 8:24] = 0
    xt = diffusion.noised(known_pixels, noise, t)
    inputs = diffusion.network_input(xt, t, known_pixels, known)
    tensors = {
        "ids": ids, "mask": mask.to(torch.uint8), "states": states, "noise": noise, "t": t, "known_pixels": known_pixels, "known": known,
        "xt": xt, "network_input": inputs, "network_output": net(inputs, t, states[1:], mask[1:]),
        "denoised": diffusion.denoise(net, xt, t, states[1:], mask[1:], known_pixels, known)}
    for name, options in (("euler", {}), ("heun", {"heun": True}), ("edit", {"known_pixels": known_pixels, "known": known})):
        trace = []
        pictures = sample(net, noise, states[1:], mask[1:], states[:1], mask[:1], STEPS, GUIDANCE, SHIFT, trace=trace, **options)
        tensors[f"{name}.trace"], tensors[f"{name}.pictures"] = torch.stack(trace), pictures
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


if __name__ == "__main__":
    main()
