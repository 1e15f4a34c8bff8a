# source: https://github.com/pytorch/pytorch/issues/74158

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for w in group["params"]:
            if w.grad is None:
                continue
            w -= w.grad.mul(group["lr"])
