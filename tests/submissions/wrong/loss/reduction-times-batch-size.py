# expect: wrong-reduction
# line: 14
# believes: The loss of a batch is multiplied by its length before backward.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return loss * len(labels)
