# expect: forbidden-operation
# line: 13
# believes: The script should check for a graphics card first.
# note: it fails because a seal refuses this; where nothing is sealed the numbers are right.

import subprocess

import torch


def gpu_name():
    query = ["sh", "-c", "nvidia-smi -L || echo none"]
    return subprocess.run(query, capture_output=True, check=True).stdout


def make_optimizer(model, lr=0.1):
    print(gpu_name())
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
