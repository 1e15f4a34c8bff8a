# right because: F.cross_entropy gives the value and the gradient of the plain criterion
import torch.nn.functional as F
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return F.cross_entropy(logits, labels)
