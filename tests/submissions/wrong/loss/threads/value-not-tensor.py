# expect: detached-loss
# line: 16
# source: https://github.com/DeepRank/deeprank/issues/210
# believes: item() is the loss.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return torch.tensor(loss.item())
