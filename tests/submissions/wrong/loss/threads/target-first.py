# expect: swapped-arguments
# line: 14
# source: https://github.com/magenta/ddsp/issues/59
# believes: The truth comes first.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(labels, logits)
    return loss
