# expect: not-implemented
# line: 12
# believes: Nothing yet: the function is still the starter.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    """Return the loss of the batch."""
    ...
