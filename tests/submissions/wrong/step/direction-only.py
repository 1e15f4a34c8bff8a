# expect: wrong-update | gradients-changed
# line: 16 | 17

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                direction = p.grad / (p.grad.norm() + 1e-12)
                p -= group["lr"] * direction
