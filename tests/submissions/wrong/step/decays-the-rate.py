# expect: wrong-learning-rate | wrong-update
# line: 13
# source: https://github.com/pytorch/pytorch/issues/47175
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        group["lr"] = group["lr"] * 0.5
    optimizer.step()
