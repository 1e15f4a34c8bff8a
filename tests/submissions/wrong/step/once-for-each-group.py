# expect: repeated-step
# line: 12 | 13

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        optimizer.step()
