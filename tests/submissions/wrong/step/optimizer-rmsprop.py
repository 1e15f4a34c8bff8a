# expect: wrong-optimizer
# line: 9
# believes: Any optimizer will do as long as it has a step method.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.RMSprop(model.parameters(), lr)


def step(optimizer):
    optimizer.step()
