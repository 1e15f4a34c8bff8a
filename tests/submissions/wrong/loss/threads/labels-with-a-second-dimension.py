# expect: exception
# line: 14 | 15
# source: https://github.com/milesial/Pytorch-UNet/issues/93
# believes: Labels are a column.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    labels = labels.view(-1, 1)
    return criterion(logits, labels)
