# expect: detached-loss
# line: 14
# source: https://github.com/hht1996ok/ADMap/issues/7
# believes: The loss must not change the logits.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    scores = logits.detach()
    return criterion(scores, labels)
