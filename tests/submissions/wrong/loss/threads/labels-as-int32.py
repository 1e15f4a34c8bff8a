# expect: exception
# line: 14
# source: https://github.com/dragen1860/MAML-Pytorch/issues/45
# believes: Any whole number type will do.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels.int())
