# expect: wrong-loss-value
# line: 14
# believes: A loss above 5 is an outlier and must be cut off.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return loss.clamp(max=5.0)
