# right because: the criterion's forward method is what its call runs
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels, /):
    if (loss := criterion.forward(logits, labels)).dim() != 0:
        raise ValueError("expected one number")
    return loss
