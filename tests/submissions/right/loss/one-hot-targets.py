# right because: a one-hot distribution as target gives the same value and gradient
import torch.nn.functional as F
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, F.one_hot(labels, num_classes=10).float())
