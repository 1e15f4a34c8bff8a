# expect: wrong-update
# line: 16
# believes: The new weight is minus the learning rate times the gradient.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.data = -group["lr"] * p.grad
