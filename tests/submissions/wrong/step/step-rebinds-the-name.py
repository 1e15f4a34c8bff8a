# expect: missing-step
# line: 16
# believes: Assigning to p in the loop changes the parameter.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p = p - group["lr"] * p.grad
