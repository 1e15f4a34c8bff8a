"""Exercise 4: move the weights."""

import torch
from torch import nn


def make_optimizer(model: nn.Module, lr: float = 0.1) -> torch.optim.SGD:
    """Create the optimizer that will move the weights of this model.

    model: any model; all of its parameters are to be trained.
    lr: the learning rate, which says how far a weight moves for a given gradient.
    Returns plain stochastic gradient descent: no momentum, no weight decay.
    """
    raise NotImplementedError("make_optimizer: not implemented yet")


def step(optimizer: torch.optim.Optimizer) -> None:
    """Move every weight once, against its gradient.

    optimizer: holds the parameters; their gradients have been computed already.

    Each weight becomes `weight - lr * gradient`. Nothing is computed anew here, and the gradients
    are only read.
    """
    raise NotImplementedError("step: not implemented yet")
