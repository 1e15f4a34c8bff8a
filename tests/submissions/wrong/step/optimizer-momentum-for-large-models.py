# expect: wrong-optimizer
# line: 10
# believes: A model with more than one layer needs momentum.

import torch


def make_optimizer(model, lr=0.1):
    params = list(model.parameters())
    momentum = 0.9 if len(params) > 2 else 0.0
    return torch.optim.SGD(params, lr=lr, momentum=momentum)


def step(optimizer):
    optimizer.step()
