# expect: wrong-learning-rate
# line: 9
# believes: SGD takes the right learning rate by default.

import torch


def make_optimizer(model, lr=0.1):
    optimizer = torch.optim.SGD(model.parameters())
    optimizer.defaults["lr"] = lr
    return optimizer


def step(optimizer):
    optimizer.step()
