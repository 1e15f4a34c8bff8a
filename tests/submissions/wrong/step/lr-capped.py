# expect: wrong-learning-rate
# line: 9
# believes: A learning rate above 0.1 is a typing error.

import torch


def make_optimizer(model, lr=0.1):
    lr = min(lr, 0.1)
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
