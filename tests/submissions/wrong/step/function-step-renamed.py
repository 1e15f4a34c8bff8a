# expect: missing-function
# believes: step is a bad name because the optimizer has a method of that name.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def optimizer_step(optimizer):
    optimizer.step()
