# expect: missing-parameters
# line: 11 | 12
# source: https://github.com/JIA-Lab-research/PFENet/issues/10
# believes: The head is what is trained.

import torch


def make_optimizer(model, lr=0.1):
    layers = list(model.children())
    head = layers[-1]
    return torch.optim.SGD(head.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
