# expect: wrong-reduction
# line: 9
# believes: The total loss of the batch is the sum over its samples.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss(reduction="sum")


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
