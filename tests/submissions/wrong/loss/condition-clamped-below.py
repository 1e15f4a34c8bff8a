# expect: wrong-loss-value
# line: 13
# believes: A loss is never smaller than a tenth.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels).clamp(min=0.1)
