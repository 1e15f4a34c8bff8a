# expect: swapped-arguments
# line: 13
# believes: The truth comes first and the prediction second, as in scikit-learn.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(labels, logits)
