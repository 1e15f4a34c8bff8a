# expect: missing-step
# line: 13 | 14 | 15
# source: https://github.com/tedlasai/learn2refocus/issues/5
# believes: The scheduler moves the weights.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1000)
    scheduler.step()
