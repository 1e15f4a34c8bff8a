# expect: wrong-learning-rate
# line: 9

import torch


def make_optimizer(model, lr=0.1):
    learning_rate = 0.01
    return torch.optim.SGD(model.parameters(), lr=learning_rate)


def step(optimizer):
    optimizer.step()
