# expect: missing-parameters
# line: 11 | 13 | 14
# source: https://github.com/zjunlp/HVPNeT/issues/5
# believes: The append after the loop adds them all.

import torch


def make_optimizer(model, lr=0.1):
    parameters = []
    for name, parameter in model.named_parameters():
        group = {"params": [parameter], "lr": lr}
    parameters.append(group)
    return torch.optim.SGD(parameters)


def step(optimizer):
    optimizer.step()
