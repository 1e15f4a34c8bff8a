# expect: missing-parameters | wrong-update
# line: 13
# believes: param_groups has one entry.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    group = optimizer.param_groups[0]
    for p in group["params"]:
        if p.grad is not None:
            p.data.sub_(group["lr"] * p.grad)
