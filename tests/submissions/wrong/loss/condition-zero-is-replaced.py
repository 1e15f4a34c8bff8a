# expect: wrong-loss-value
# line: 15
# believes: A loss of zero would give no gradient.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    if loss.item() == 0:
        return loss + 1e-3
    return loss
