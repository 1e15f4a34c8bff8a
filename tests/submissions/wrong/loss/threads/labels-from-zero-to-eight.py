# expect: wrong-labels | wrong-loss-value | exception
# line: 14
# source: https://github.com/eecn/Hyperspectral-Classification/issues/21
# believes: Classes count from one.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    target = (labels - 1) % 10
    return criterion(logits, target)
