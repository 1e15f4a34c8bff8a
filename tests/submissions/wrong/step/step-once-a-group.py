# expect: repeated-step
# line: 14
# believes: step() moves one parameter group at a time.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        optimizer.step()
