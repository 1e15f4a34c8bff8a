# expect: syntax-error
# line: 10
# believes: Tabs and spaces look the same, so they are the same.

import torch


def make_optimizer(model, lr=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
      return optimizer


def step(optimizer):
    optimizer.step()
