# expect: wrong-loss-value | detached-loss
# line: 14
# believes: The loss is the share of wrong answers.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    wrong = (logits.argmax(dim=1) != labels).float()
    return wrong.mean().requires_grad_()
