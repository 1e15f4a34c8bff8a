# expect: wrong-reduction
# line: 10
# source: https://github.com/shubham-goel/4D-Humans/issues/85
# believes: A sum is as good as a mean.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss(reduction="sum")


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
