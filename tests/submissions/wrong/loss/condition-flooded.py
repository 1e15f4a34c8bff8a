# expect: wrong-loss-value
# line: 14
# believes: The loss should not fall below 0.05.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return (loss - 0.05).abs() + 0.05
