# expect: gradient-ascent
# line: 17
# source: https://github.com/pytorch/pytorch/issues/1871
# believes: weight = weight + learning_rate * gradient.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    with torch.no_grad():
        for group in optimizer.param_groups:
            for weight in group["params"]:
                weight += group["lr"] * weight.grad
