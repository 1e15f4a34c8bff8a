# expect: wrong-reduction
# line: 15
# source: https://github.com/xavysp/DexiNed/issues/45
# believes: The losses of a batch are added up.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    each = nn.functional.cross_entropy(logits, labels, reduction="none")
    return each.sum()
