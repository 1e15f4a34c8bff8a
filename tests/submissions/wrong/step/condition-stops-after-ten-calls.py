# expect: missing-step
# line: 18
# believes: The training is over after ten steps.

import torch

count = 0


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    global count
    count += 1
    if count <= 10:
        optimizer.step()
