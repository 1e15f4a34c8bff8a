# expect: wrong-learning-rate
# line: 14

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    for group in optimizer.param_groups:
        group["lr"] *= 0.95
