# expect: wrong-criterion | wrong-loss-value
# line: 16
# source: https://torch.mlverse.org/docs/reference/nn_cross_entropy_loss.html
import torch
from torch import nn
from torch.nn import functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    counts = torch.bincount(labels, minlength=10).clamp(min=1)
    weight = counts.sum() / (10.0 * counts)
    return F.cross_entropy(logits, labels, weight=weight)
