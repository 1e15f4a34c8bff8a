# expect: import-error
# line: 5
# believes: The helper module on the own laptop is on every machine.

from my_losses import cross_entropy


def make_criterion():
    return cross_entropy


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
