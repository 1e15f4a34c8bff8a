# expect: missing-step
# line: 16
# believes: The copied optimizer still moves the same weights.

import copy

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    worker = copy.deepcopy(optimizer)
    worker.step()
