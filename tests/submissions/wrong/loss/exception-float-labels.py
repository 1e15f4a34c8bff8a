# expect: exception
# line: 13
# believes: Labels must have the same type as the logits.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels.float())
