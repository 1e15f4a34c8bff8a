# expect: wrong-criterion | wrong-loss-value
# line: 9
# believes: A little label smoothing only makes the loss better.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss(label_smoothing=0.1)


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
