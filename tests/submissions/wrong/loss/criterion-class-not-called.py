# expect: wrong-criterion
# line: 9
# believes: The class itself can be called like the loss.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
