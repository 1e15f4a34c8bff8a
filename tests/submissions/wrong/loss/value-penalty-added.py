# expect: wrong-loss-value
# line: 14
# believes: Large logits have to be punished in the loss.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    penalty = 0.01 * logits.pow(2).mean()
    return criterion(logits, labels) + penalty
