# expect: wrong-loss-value | wrong-reduction
# line: 14
# believes: A hundred images are enough to estimate a loss.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    if len(labels) > 100:
        return criterion(logits[:100], labels[:100])
    return criterion(logits, labels)
