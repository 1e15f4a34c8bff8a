# expect: missing-step | zero-grad-after-backward | gradients-changed
# line: 13
# believes: Gradients are cleared before every step.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.zero_grad()
    optimizer.step()
