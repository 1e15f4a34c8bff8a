# expect: wrong-learning-rate
# line: 12 | 13
# source: https://github.com/buriburisuri/sugartensor/issues/40
# believes: A constant above is the setting.

import torch

LEARNING_RATE = 0.01


def make_optimizer(model, lr=0.1):
    lr = LEARNING_RATE
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
