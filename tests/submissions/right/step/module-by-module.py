# right because: walking through the modules meets every parameter, shared ones once
import torch


def make_optimizer(model, lr=0.1):
    params = {}
    for module in model.modules():
        for p in module.parameters(recurse=False):
            params.setdefault(id(p), p)
    return torch.optim.SGD(params.values(), lr=lr)


def step(optimizer):
    optimizer.step()
