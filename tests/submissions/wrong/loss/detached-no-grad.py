# expect: detached-loss
# line: 14
# believes: Measuring the loss needs no gradients, only backward does.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    with torch.no_grad():
        loss = criterion(logits, labels)
    loss.requires_grad_()
    return loss
