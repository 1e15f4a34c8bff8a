# expect: missing-parameters | exception
# line: 11
# believes: recurse=False avoids counting parameters twice.

import torch


def make_optimizer(model, lr=0.1):
    params = list(model.parameters(recurse=False))
    for child in model.children():
        params += list(child.parameters(recurse=False))
    return torch.optim.SGD(params, lr=lr)


def step(optimizer):
    optimizer.step()
