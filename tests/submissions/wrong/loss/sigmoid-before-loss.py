# expect: wrong-loss-value | softmax-before-loss
# line: 14
# believes: The outputs have to lie between 0 and 1 before the loss.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(torch.sigmoid(logits), labels)
