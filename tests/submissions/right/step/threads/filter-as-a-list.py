# source: https://github.com/YanaiEliyahu/AdasOptimizer/issues/2

import torch


def make_optimizer(model, lr=0.1):
    params = list(filter(lambda p: p.requires_grad, model.parameters()))
    return torch.optim.SGD(params, lr=lr)


def step(optimizer):
    optimizer.step()
