# expect: wrong-reduction
# line: 13

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    return loss / logits.shape[0]
