# right because: a subclass that only adds a name has the same values and gradients
from torch import nn


class DigitLoss(nn.CrossEntropyLoss):
    """Cross entropy under another name."""

    title = "how surprised the model is"


def make_criterion():
    return DigitLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
