# expect: missing-step
# line: 13 | 17
# source: https://github.com/pytorch/pytorch/issues/74158
# believes: w = w - lr * w.grad moves the weight.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for w in group["params"]:
                w = w - group["lr"] * w.grad
