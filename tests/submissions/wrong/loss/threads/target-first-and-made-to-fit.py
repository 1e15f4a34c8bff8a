# expect: swapped-arguments | wrong-loss-value
# line: 15
# source: https://github.com/mrdbourke/pytorch-deep-learning/pull/710
# believes: The order is y_true, y_pred.

import torch.nn.functional as F
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(F.one_hot(labels, 10).float(), logits.softmax(dim=1))
