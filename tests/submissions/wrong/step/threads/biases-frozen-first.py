# expect: missing-parameters | missing-step
# line: 11 | 12 | 13
# source: https://github.com/meta-pytorch/opacus/issues/225
# believes: The bias only shifts.

import torch


def make_optimizer(model, lr=0.1):
    for p in model.parameters():
        if p.dim() == 1:
            p.requires_grad_(False)
    return torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)


def step(optimizer):
    optimizer.step()
