# expect: swapped-arguments
# line: 13
# believes: The target of the network is the logits, and the input is the labels.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(input=labels, target=logits)
