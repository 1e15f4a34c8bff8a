# expect: wrong-signature
# line: 12
# believes: The criterion comes last.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(logits, labels, criterion):
    return criterion(logits, labels)
