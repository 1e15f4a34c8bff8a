# expect: repeated-step
# line: 14
# believes: The weights should move until the change can be seen.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for attempt in range(3):
        optimizer.step()
