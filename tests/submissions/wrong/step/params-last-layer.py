# expect: missing-parameters
# line: 11
# believes: The layer that gives the answers is the one that is trained.

import torch
from torch import nn


def make_optimizer(model, lr=0.1):
    last = [m for m in model.modules() if isinstance(m, nn.Linear)][-1]
    return torch.optim.SGD(last.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
