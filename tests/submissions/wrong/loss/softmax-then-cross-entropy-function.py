# expect: softmax-before-loss
# line: 14
# believes: F.cross_entropy expects the output of a softmax layer.

import torch.nn as nn
from torch.nn.functional import cross_entropy


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return cross_entropy(logits.softmax(-1), labels)
