# expect: missing-parameters
# line: 11
# believes: A model has one weight and one bias.

import torch


def make_optimizer(model, lr=0.1):
    params = model.parameters()
    weight, bias = next(params), next(params)
    return torch.optim.SGD([weight, bias], lr=lr)


def step(optimizer):
    optimizer.step()
