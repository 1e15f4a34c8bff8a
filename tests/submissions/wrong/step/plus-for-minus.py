# expect: gradient-ascent
# line: 16
# source: https://mlkatas.com/kata/23
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p += group["lr"] * p.grad
