import functools

import torch
import torch.nn as nn

SGD = functools.partial(torch.optim.SGD, momentum=0.0, dampening=0)


def make_optimizer(model: nn.Module, lr: float = 0.1) -> torch.optim.SGD:
    if not (params := list(model.parameters())):
        raise ValueError("a model without parameters")
    return SGD(params, lr=lr)


def step(optimizer):
    optimizer.step(closure=None)
    optimizer.zero_grad(set_to_none=True)
