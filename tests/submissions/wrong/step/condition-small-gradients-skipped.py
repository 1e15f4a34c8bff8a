# expect: missing-step | wrong-update | repeated-step | wrong-gradients
# line: 15
# believes: Very small gradients are noise.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    norm = sum(p.grad.pow(2).sum() for g in optimizer.param_groups for p in g["params"] if p.grad is not None)
    if norm > 1e-4:
        optimizer.step()
