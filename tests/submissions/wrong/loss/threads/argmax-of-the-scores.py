# expect: exception | detached-loss | wrong-loss-value
# line: 15 | 16
# source: https://php.bkmy88.com/faq/1835025.html
# believes: The loss compares digits.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    predictions = torch.softmax(logits, dim=1).argmax(dim=1).type(torch.float32)
    return criterion(predictions, labels.float())
