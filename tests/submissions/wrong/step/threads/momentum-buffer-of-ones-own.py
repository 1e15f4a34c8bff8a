# expect: wrong-update | wrong-optimizer
# line: 20 | 21
# source: https://github.com/ooples/AiDotNet/issues/2008
# believes: v = v + m * g is momentum.

import torch

velocity = {}


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                v = velocity.get(p, torch.zeros_like(p))
                velocity[p] = v + 0.9 * p.grad
                p -= group["lr"] * velocity[p]
