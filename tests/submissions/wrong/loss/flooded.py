# expect: wrong-loss-value
# line: 14
# source: https://arxiv.org/abs/2002.08709

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return (loss - 0.1).abs() + 0.1
