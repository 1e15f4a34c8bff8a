# expect: missing-step
# line: 14
# believes: An optimizer without state has nothing to do.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    if any(optimizer.state.values()):
        optimizer.step()
