# expect: detached-loss
# line: 13
# believes: The loss has to be detached before it leaves the function, or memory leaks.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels).detach()
