# expect: wrong-criterion | wrong-loss-value
# line: 8
# source: https://openillumi.com/?p=73112
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss(label_smoothing=0.1)


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
