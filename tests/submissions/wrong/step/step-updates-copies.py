# expect: missing-step
# line: 17
# believes: A clone of the data is still the weight.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                w = p.data.clone()
                w -= group["lr"] * p.grad
