# expect: wrong-learning-rate
# line: 17
# believes: Each update should also make the learning rate a little smaller, as Keras' decay argument does.
import torch
from torch import nn

DECAY = 0.99


def make_optimizer(model: nn.Module, lr: float = 0.1) -> torch.optim.SGD:
    return torch.optim.SGD(params=model.parameters(), lr=lr)


def step(optimizer: torch.optim.Optimizer) -> None:
    optimizer.step()
    for group in optimizer.param_groups:
        group["lr"] *= DECAY
