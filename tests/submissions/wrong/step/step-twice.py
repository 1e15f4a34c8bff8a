# expect: repeated-step
# line: 14
# believes: Two steps learn twice as fast.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    optimizer.step()
