# expect: wrong-shape | wrong-reduction | wrong-loss-value
# line: 13
# believes: A loss of shape (1,) is the same as a scalar.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels).view(1)
