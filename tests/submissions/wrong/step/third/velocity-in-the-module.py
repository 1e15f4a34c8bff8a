# expect: wrong-optimizer | wrong-update | wrong-learning-rate
# line: 20 | 21 | 22
# believes: The weights should keep some of their speed.

import torch

velocity = {}


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is None:
                continue
            speed = 0.5 * velocity.get(p, 0.0) + p.grad
            velocity[p] = speed
            p -= group["lr"] * speed
