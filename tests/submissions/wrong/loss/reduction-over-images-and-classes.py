# expect: wrong-reduction
# line: 16
# believes: A mean is a mean over everything.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    log_probabilities = torch.log_softmax(logits, dim=1)
    wanted = torch.nn.functional.one_hot(labels, 10)
    return -(wanted * log_probabilities).mean()
