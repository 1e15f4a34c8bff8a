# expect: not-implemented | missing-step
# line: 12
# believes: Nothing yet: only the first of the two functions is written.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    """One update of the weights."""
    return None
