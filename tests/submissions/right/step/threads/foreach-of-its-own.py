# source: https://github.com/pytorch/pytorch/issues/14467

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr, foreach=False)


def step(optimizer):
    optimizer.step()
