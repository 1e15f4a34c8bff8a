# right: each parameter gets a group of its own; all options spelled out
import torch
from torch import nn


def make_optimizer(model: nn.Module, lr: float = 0.1) -> torch.optim.SGD:
    groups = [{"params": [p], "lr": lr} for p in model.parameters()]
    options = dict(momentum=0, dampening=0, weight_decay=0, nesterov=False, maximize=False)
    return torch.optim.SGD(groups, lr=lr, **options)


def step(optimizer: torch.optim.Optimizer) -> None:
    result = optimizer.step(closure=None)
    assert result is None
