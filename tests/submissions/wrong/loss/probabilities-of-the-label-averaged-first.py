# expect: wrong-loss-value | wrong-reduction
# line: 15

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    p = logits.softmax(dim=1)
    right = p[torch.arange(len(labels)), labels]
    return -torch.log(right.mean())
