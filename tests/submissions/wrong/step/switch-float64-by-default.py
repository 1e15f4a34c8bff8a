# expect: process-wide-switch
# line: 7
# believes: Double precision is more exact.

import torch

torch.set_default_dtype(torch.float64)


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
