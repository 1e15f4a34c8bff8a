# expect: wrong-loss-value
# line: 15
# believes: The loss is minus the probability of the right class.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    probs = logits.softmax(dim=1)
    return -probs[torch.arange(len(labels)), labels].mean()
