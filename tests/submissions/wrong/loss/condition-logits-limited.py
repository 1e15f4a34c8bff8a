# expect: wrong-loss-value
# line: 13
# believes: Logits beyond 20 are numerical trouble.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits.clamp(-20, 20), labels)
