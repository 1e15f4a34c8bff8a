# expect: detached-loss
# line: 14
# believes: Setting requires_grad=True is what makes backward work.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    value = criterion(logits, labels).item()
    return torch.tensor(value, requires_grad=True)
