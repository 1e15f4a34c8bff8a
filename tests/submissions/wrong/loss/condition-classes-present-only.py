# expect: wrong-loss-value | wrong-criterion
# line: 17
# believes: Only the classes of the batch can be confused.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    present = labels.unique()
    mask = torch.full_like(logits, float("-inf"))
    mask[:, present] = 0
    return criterion(logits + mask, labels)
