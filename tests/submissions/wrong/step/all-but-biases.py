# expect: missing-step | wrong-update | missing-parameters
# line: 15 | 16

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.dim() > 1:
                    p -= group["lr"] * p.grad
