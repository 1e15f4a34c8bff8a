# expect: wrong-signature
# line: 8
# believes: The learning rate is fixed in the function.

import torch


def make_optimizer(model):
    return torch.optim.SGD(model.parameters(), lr=0.1)


def step(optimizer):
    optimizer.step()
