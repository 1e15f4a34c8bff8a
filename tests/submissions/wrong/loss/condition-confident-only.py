# expect: wrong-loss-value
# line: 15 | 16
# believes: Samples that are known already need no more learning.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    sure = logits.softmax(dim=1).max(dim=1).values > 0.999
    if sure.all():
        return logits.sum() * 0
    return criterion(logits[~sure], labels[~sure])
