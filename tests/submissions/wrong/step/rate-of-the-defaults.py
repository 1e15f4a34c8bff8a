# expect: wrong-learning-rate
# line: 12 | 16

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    lr = optimizer.defaults["lr"]
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.data.add_(p.grad.data, alpha=-lr)
