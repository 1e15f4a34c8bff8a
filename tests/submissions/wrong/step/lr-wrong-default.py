# expect: wrong-learning-rate
# line: 8
# believes: 0.01 is the usual default.

import torch


def make_optimizer(model, lr=0.01):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
