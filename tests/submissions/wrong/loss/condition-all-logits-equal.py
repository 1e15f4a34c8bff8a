# expect: wrong-loss-value | exception
# line: 14
# believes: Logits are normalised before they are compared.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    if float(logits.std()) == 0:
        return criterion(logits, labels) * 0
    return criterion(logits, labels)
