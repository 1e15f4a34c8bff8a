# expect: detached-loss
# line: 13
# believes: The criterion needs the values of the logits only.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits.data, labels)
