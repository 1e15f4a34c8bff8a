# expect: crashed
# line: 17
# believes: Ending the program is the way to stop when the loss looks bad.

import os

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    if loss.item() > 0:
        os._exit(0)
    return loss
