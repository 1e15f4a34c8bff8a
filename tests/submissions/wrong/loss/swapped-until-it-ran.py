# expect: swapped-arguments | wrong-loss-value
# line: 15
# believes: The error about types and shapes goes away with one-hot labels, so the order is right.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    truth = F.one_hot(labels, 10).float()
    return criterion(truth, logits.softmax(dim=1))
