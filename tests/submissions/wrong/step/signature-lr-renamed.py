# expect: wrong-signature
# line: 8
# believes: The caller does not care what the learning rate is called.

import torch


def make_optimizer(model, learning_rate=0.1):
    return torch.optim.SGD(model.parameters(), lr=learning_rate)


def step(optimizer):
    optimizer.step()
