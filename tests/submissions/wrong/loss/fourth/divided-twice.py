# expect: wrong-reduction
# line: 16
# believes: The criterion gives the sum, so the mean has still to be taken.
"""Exercise 2: one number that says how wrong the scores are."""

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    total = criterion(logits, labels)
    n = logits.size(0)
    return total / n
