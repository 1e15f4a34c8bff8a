# right because: after the last add_param_group every parameter is held once
import torch


def make_optimizer(model, lr=0.1):
    first, *others = model.parameters()
    optimizer = torch.optim.SGD([first], lr=lr)
    for p in others:
        optimizer.add_param_group({"params": [p]})
    return optimizer


def step(optimizer):
    optimizer.step()
