# source: https://github.com/facebookresearch/mmf/pull/580

import torch


def make_optimizer(model, lr=0.1):
    groups = [{"params": [p]} for _, p in model.named_parameters()]
    return torch.optim.SGD(groups, lr=lr)


def step(optimizer):
    optimizer.step()
