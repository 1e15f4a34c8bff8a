# expect: gradient-ascent
# line: 16
# believes: add_ with alpha is the in-place form of the update.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.data.add_(p.grad, alpha=group["lr"])
