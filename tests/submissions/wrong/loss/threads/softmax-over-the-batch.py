# expect: softmax-before-loss | wrong-loss-value
# line: 15 | 16
# source: https://github.com/mrdbourke/pytorch-deep-learning/issues/163
# believes: dim=0 are the classes.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    probs = torch.softmax(logits, dim=0)
    return criterion(probs, labels)
