# expect: missing-step | wrong-update
# line: 15 | 16
# believes: A gradient over 100 is an error.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None and p.grad.norm() > 100:
                return
    optimizer.step()
