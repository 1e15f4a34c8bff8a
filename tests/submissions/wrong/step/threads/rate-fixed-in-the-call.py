# expect: wrong-learning-rate
# line: 10
# source: https://github.com/EdwardRaff/Inside-Deep-Learning/issues/8
# believes: The parameter lr is used by itself.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=0.001)


def step(optimizer):
    optimizer.step()
