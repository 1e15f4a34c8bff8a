# expect: missing-step
# line: 15
# source: https://mlkatas.com/kata/23
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for w in group["params"]:
            if w.grad is not None:
                w = w - group["lr"] * w.grad
