# expect: missing-parameters
# line: 12
# believes: Only nn.Linear layers have parameters.

import torch
from torch import nn


def make_optimizer(model, lr=0.1):
    params = []
    for module in model.modules():
        if isinstance(module, nn.Linear):
            params += list(module.parameters())
    return torch.optim.SGD(params, lr=lr)


def step(optimizer):
    optimizer.step()
