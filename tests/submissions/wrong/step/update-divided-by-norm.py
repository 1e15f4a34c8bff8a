# expect: wrong-update
# line: 17
# believes: The gradient gives the direction and the learning rate the length.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p -= group["lr"] * p.grad / (p.grad.norm() + 1e-8)
