# expect: missing-step | wrong-update
# line: 14

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is None or p.grad.abs().max() < 1e-2:
                continue
            p.data -= group["lr"] * p.grad
