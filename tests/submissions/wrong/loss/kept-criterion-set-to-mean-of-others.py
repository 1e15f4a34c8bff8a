# expect: input-modified
# line: 13
# believes: Whoever needs another reduction can set it afterwards.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    criterion.reduction = "none"
    return criterion(logits, labels).mean()
