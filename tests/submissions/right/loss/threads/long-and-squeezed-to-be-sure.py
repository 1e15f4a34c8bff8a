# source: https://github.com/hunkim/PyTorchZeroToAll/issues/38

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    labels = labels.long().view(-1)
    return criterion(logits, labels)
