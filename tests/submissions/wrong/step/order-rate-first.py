# expect: wrong-signature
# line: 8
# believes: The rate comes first.

import torch


def make_optimizer(lr, model):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
