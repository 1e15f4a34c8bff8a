# expect: wrong-update | wrong-optimizer
# line: 21
# believes: The velocity of earlier steps is part of SGD; the first step comes out right.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


velocity = {}


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                v = velocity.get(p, torch.zeros_like(p))
                velocity[p] = 0.9 * v + p.grad
                p -= group["lr"] * velocity[p]
