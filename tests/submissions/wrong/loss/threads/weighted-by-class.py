# expect: wrong-criterion | wrong-loss-value
# line: 12
# source: https://github.com/bhanML/Co-teaching/issues/4
# believes: Rare digits want more weight.

import torch
from torch import nn


def make_criterion():
    weight = torch.linspace(0.5, 1.5, 10)
    return nn.CrossEntropyLoss(weight=weight)


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
