# expect: missing-parameters
# line: 12
# believes: The optimizer should work on its own copy of the model.

import copy

import torch


def make_optimizer(model, lr=0.1):
    own = copy.deepcopy(model)
    return torch.optim.SGD(own.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
