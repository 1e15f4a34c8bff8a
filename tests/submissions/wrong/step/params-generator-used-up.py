# expect: missing-parameters | exception
# line: 10
# believes: A generator can be read twice.

import torch


def make_optimizer(model, lr=0.1):
    params = model.parameters()
    print("parameters:", sum(p.numel() for p in params))
    return torch.optim.SGD(params, lr=lr)


def step(optimizer):
    optimizer.step()
