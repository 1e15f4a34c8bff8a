# expect: wrong-loss-value
# line: 15
# believes: Cross-entropy is measured in bits.

import math

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels) / math.log(2)
