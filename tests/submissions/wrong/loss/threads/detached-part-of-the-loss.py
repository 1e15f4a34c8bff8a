# expect: wrong-loss-value
# line: 16
# source: https://github.com/somuchtome/SimAC/issues/3
# believes: A constant does not matter.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    target_loss = logits.pow(2).mean()
    return loss + target_loss.detach().item()
