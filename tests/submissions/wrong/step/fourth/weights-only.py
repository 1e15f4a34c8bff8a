# expect: missing-parameters
# line: 11 | 12
# believes: Only what is called weight is trained; biases are constants.
"""Exercise 4: move the weights."""

import torch
from torch import nn


def make_optimizer(model: nn.Module, lr: float = 0.1) -> torch.optim.SGD:
    weights = [p for name, p in model.named_parameters() if name.endswith("weight")]
    return torch.optim.SGD(weights, lr=lr)


def step(optimizer: torch.optim.Optimizer) -> None:
    optimizer.step()
