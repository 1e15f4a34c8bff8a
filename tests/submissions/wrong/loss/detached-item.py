# expect: detached-loss
# line: 14
# believes: A loss is a number, so item() gives the loss.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return loss.item()
