# expect: wrong-optimizer & missing-parameters
# line: 10
# believes: Adam is the better SGD, and biases are constants.

import torch


def make_optimizer(model, lr=0.1):
    weights = [p for p in model.parameters() if p.dim() > 1]
    return torch.optim.Adam(weights, lr=lr)


def step(optimizer):
    optimizer.step()
