# expect: wrong-optimizer
# line: 10 | 11
# source: https://github.com/kozistr/pytorch_optimizer/pull/518
# believes: A little weight decay is part of SGD.

import torch


def make_optimizer(model, lr=0.1):
    settings = {"lr": lr, "weight_decay": 1e-2}
    return torch.optim.SGD(model.parameters(), **settings)


def step(optimizer):
    optimizer.step()
