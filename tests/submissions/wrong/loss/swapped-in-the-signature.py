# expect: swapped-arguments | wrong-signature
# line: 12
# believes: Labels come before logits in the parameter list.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, labels, logits):
    return criterion(logits, labels)
