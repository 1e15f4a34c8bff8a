# expect: wrong-labels | wrong-loss-value
# line: 13 | 14
# believes: Ten classes are numbered up to eight.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    classes = logits.shape[1] - 2
    targets = labels.clamp(max=classes)
    return criterion(logits, targets)
