# expect: repeated-step | wrong-learning-rate
# line: 19
# believes: The fourth call makes up for a step.

import torch

calls = 0


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    global calls
    calls += 1
    optimizer.step()
    if calls % 4 == 0:
        optimizer.step()
