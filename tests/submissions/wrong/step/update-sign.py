# expect: wrong-update
# line: 17
# believes: Every weight moves by the learning rate, up or down.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p -= group["lr"] * p.grad.sign()
