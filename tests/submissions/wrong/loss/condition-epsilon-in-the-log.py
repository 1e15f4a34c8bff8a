# expect: wrong-loss-value | wrong-criterion
# line: 16
# believes: A small number keeps the logarithm from infinity.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    probabilities = torch.softmax(logits, dim=1)
    picked = probabilities[torch.arange(len(labels)), labels]
    return -torch.log(picked + 1e-3).mean()
