# expect: exception
# line: 9
# believes: The optimizer takes the modules themselves.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(list(model.children()), lr=lr)


def step(optimizer):
    optimizer.step()
