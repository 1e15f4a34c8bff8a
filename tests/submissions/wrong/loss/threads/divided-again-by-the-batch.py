# expect: wrong-reduction
# line: 15
# source: https://github.com/felipecode/coiltraine/issues/37
# believes: The mean has still to be taken.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return loss / logits.size(0)
