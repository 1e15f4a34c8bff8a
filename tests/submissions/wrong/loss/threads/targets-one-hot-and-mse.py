# expect: wrong-criterion
# line: 11
# source: https://github.com/chenyuntc/pytorch-book/issues/83
# believes: MSELoss compares scores with digits.

import torch
from torch import nn


def make_criterion():
    return nn.MSELoss()


def compute_loss(criterion, logits, labels):
    target = torch.zeros_like(logits)
    target[torch.arange(len(labels)), labels] = 1.0
    return criterion(logits, target)
