import torch
from torch import nn
from torch.nn import functional as F


def make_criterion():
    return nn.CrossEntropyLoss(weight=torch.ones(10), label_smoothing=0.0)


def compute_loss(criterion, logits, labels):
    targets = F.one_hot(labels, num_classes=10).to(logits.dtype)
    return criterion(logits, targets)
