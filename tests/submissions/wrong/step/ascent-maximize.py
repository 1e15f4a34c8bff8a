# expect: gradient-ascent
# line: 9
# believes: maximize=True makes the accuracy as large as possible.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr, maximize=True)


def step(optimizer):
    optimizer.step()
