# expect: process-wide-switch | gradients-left-off | detached-loss
# line: 8
# believes: no_grad has to be entered once.

import torch
from torch import nn

torch.no_grad().__enter__()


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
