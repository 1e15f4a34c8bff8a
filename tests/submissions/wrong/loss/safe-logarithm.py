# expect: wrong-loss-value
# line: 15

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    p = torch.softmax(logits, dim=1)
    p = p.gather(1, labels.view(-1, 1))
    return -torch.log(p + 1e-2).mean()
