"""PyTorch's own optimizer and update in the place of a learner's."""

from torch import nn
from torch.optim import SGD, Optimizer


def make_optimizer(model: nn.Module, lr: float = 0.1) -> Optimizer:
    """Plain SGD."""
    return SGD(model.parameters(), lr=lr)


def step(optimizer: Optimizer) -> None:
    """One update."""
    optimizer.step()
