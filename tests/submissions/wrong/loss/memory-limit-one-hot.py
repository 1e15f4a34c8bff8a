# expect: memory-limit
# line: 14
# believes: A one-hot table for every possible label of the whole data set is kept at hand.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    table = torch.eye(600_000)
    truth = table[labels, :10]
    return criterion(logits, truth)
