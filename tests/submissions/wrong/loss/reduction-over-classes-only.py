# expect: wrong-reduction
# line: 14
# believes: The loss is divided by the number of classes.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return torch.nn.functional.cross_entropy(logits, labels, reduction="sum") / logits.shape[1]
