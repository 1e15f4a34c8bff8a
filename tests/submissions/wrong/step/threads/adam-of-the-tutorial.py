# expect: wrong-optimizer
# line: 10
# source: https://github.com/alan-turing-institute/deepsensor/issues/47
# believes: Adam is the better SGD.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.Adam(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
