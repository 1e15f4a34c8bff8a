# expect: exception | wrong-loss-value
# line: 14
# believes: The number of classes is the largest label plus one.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    classes = int(labels.max()) + 1
    return criterion(logits[:, :classes], labels)
