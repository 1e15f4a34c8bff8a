# expect: softmax-before-loss
# line: 19
# believes: Exponentials divided by their sum must come before any cross-entropy.

import torch
import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def normalise(z):
    e = torch.exp(z - z.amax(1, keepdim=True))
    return e / e.sum(1, keepdim=True)


def compute_loss(criterion, logits, labels):
    return criterion(normalise(logits), labels)
