# right because: the sum over the samples divided by their number is the mean
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return nn.CrossEntropyLoss(reduction="sum")(logits, labels) / len(labels)
