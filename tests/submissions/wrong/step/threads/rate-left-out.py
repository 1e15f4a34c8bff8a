# expect: wrong-learning-rate
# line: 10
# source: https://github.com/open-mmlab/OpenPCDet/issues/643
# believes: lr is passed on.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters())


def step(optimizer):
    optimizer.step()
