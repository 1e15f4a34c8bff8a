# expect: exception
# line: 10
# source: https://github.com/VIPL-SLP/VAC_CSLR/issues/42
# believes: The optimizer takes the model.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model, lr=lr)


def step(optimizer):
    optimizer.step()
