# expect: wrong-reduction
# line: 13
# believes: The criterion returns the sum, so it has to be divided by the batch size.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels) / labels.size(0)
