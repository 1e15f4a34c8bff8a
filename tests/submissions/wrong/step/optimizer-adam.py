# expect: wrong-optimizer
# line: 9
# believes: Adam is SGD with better defaults.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.Adam(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
