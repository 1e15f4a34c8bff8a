# expect: wrong-loss-value
# line: 14
# believes: A loss over ten is an outlier.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return torch.clamp(criterion(logits, labels), max=10.0)
