# expect: wrong-criterion
# line: 10
# believes: The loss is the squared distance to the one-hot label.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return lambda logits, labels: F.mse_loss(logits, F.one_hot(labels, 10).float())


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
