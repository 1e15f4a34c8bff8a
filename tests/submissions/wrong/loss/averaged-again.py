# expect: wrong-reduction
# line: 13
# source: https://github.com/zsyOAOA/ResShift/pull/25
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return loss / len(labels)
