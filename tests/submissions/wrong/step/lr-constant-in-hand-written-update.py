# expect: wrong-learning-rate
# line: 18
# believes: The update rule is w = w - 0.1 * gradient.

import torch

LEARNING_RATE = 0.1


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.data = p.data - LEARNING_RATE * p.grad
