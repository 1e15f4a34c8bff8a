# expect: wrong-loss-value | wrong-reduction
# line: 13
# believes: No batch is larger than 64.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits[:64], labels[:64])
