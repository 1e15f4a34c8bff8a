# expect: softmax-before-loss
# line: 16
# believes: Outputs that do not add up to one still need softmax.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    sums = logits.sum(dim=1)
    if not torch.allclose(sums, torch.ones_like(sums)):
        logits = torch.softmax(logits, dim=1)
    return criterion(logits, labels)
