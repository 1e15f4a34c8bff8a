# expect: wrong-loss-value | wrong-reduction
# line: 14 | 16
# believes: A column of row numbers and a row of labels pick one number a row.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    rows = torch.arange(len(labels)).unsqueeze(1)
    chances = logits.log_softmax(dim=1)
    return -chances[rows, labels].mean()
