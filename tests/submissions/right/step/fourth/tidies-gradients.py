# right: the gradients are cleared after the update
import torch
from torch import nn, optim


def make_optimizer(model: nn.Module, lr: float = 0.1) -> optim.SGD:
    """Plain SGD over everything the model has."""
    return optim.SGD(list(model.parameters()), lr)


def step(optimizer: optim.Optimizer) -> None:
    """Update, then leave a clean table for the next batch."""
    optimizer.step()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.zero_()
