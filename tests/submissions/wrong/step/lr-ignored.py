# expect: wrong-learning-rate
# line: 9
# believes: 0.1 is the learning rate of the course, so it can be written down.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=0.1)


def step(optimizer):
    optimizer.step()
