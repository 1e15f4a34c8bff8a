# expect: missing-parameters
# line: 12 | 14
# believes: One optimizer made for the first model serves every later model and learning rate.
import torch
from torch import nn

_optimizer = None


def make_optimizer(model: nn.Module, lr: float = 0.1) -> torch.optim.SGD:
    global _optimizer
    if _optimizer is None:
        _optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    return _optimizer


def step(optimizer: torch.optim.Optimizer) -> None:
    optimizer.step()
