# expect: gradient-ascent
# line: 14
# believes: The minus sign of descent belongs in the learning rate.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        group["lr"] = -group["lr"]
    optimizer.step()
    for group in optimizer.param_groups:
        group["lr"] = -group["lr"]
