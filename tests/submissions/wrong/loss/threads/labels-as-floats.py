# expect: exception
# line: 15 | 16
# source: https://github.com/hunkim/PyTorchZeroToAll/issues/38
# believes: A loss compares floats with floats.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    labels = labels.float()
    return criterion(logits, labels)
