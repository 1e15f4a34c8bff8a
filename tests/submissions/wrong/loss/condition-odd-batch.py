# expect: wrong-loss-value | wrong-reduction
# line: 13
# believes: The batch is cut into two halves.

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    half = len(labels) // 2
    if half == 0:
        return criterion(logits, labels)
    first = criterion(logits[:half], labels[:half])
    second = criterion(logits[half : 2 * half], labels[half : 2 * half])
    return (first + second) / 2
