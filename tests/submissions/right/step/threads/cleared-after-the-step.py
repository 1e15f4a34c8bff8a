# source: https://github.com/openpifpaf/openpifpaf/issues/123

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    optimizer.zero_grad()
