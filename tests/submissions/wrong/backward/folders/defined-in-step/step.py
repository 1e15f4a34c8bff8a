# expect: misplaced-function
# line: 17
# believes: All functions may stand in one file.
# note: the second file of the case; the finding is for backward.py.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
