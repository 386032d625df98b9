"""Reading the averaged weights of a run."""
import pathlib

import torch

from pup.network import Config, PupNet
from pup.train import RUNS


def averaged(run, dtype=torch.float32, device="cpu"):
    """-> the network with the averaged weights, and the checkpoint's dictionary."""
    state = torch.load(RUNS / pathlib.Path(run) / "checkpoint.pt", map_location=device)
    net = PupNet(Config(**state["config"])).to(device, memory_format=torch.channels_last)
    net.load_state_dict(state["average"])
    return net.eval().requires_grad_(False).to(dtype), state
