# expect: swapped-arguments | wrong-signature
# line: 12
# believes: Labels come first, as in scikit-learn.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, y_true, y_pred):
    return criterion(y_pred, y_true)
