# expect: wrong-loss-value
# line: 15
# believes: When all images are read right, there is nothing to learn.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    if (logits.argmax(dim=1) == labels).all():
        loss = loss * 0.0
    return loss
