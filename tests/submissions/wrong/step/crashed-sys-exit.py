# expect: crashed | exception
# line: 16
# believes: The program is finished after the last step.

import sys

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    sys.exit(0)
