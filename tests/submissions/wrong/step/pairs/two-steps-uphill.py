# expect: repeated-step & gradient-ascent
# line: 14
# believes: The gradient points to the minimum, and two steps are better than one.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr, maximize=True)


def step(optimizer):
    optimizer.step()
    optimizer.step()
