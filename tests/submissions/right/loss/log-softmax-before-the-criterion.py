# right because: log_softmax before the loss changes neither value nor gradient
import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(torch.log_softmax(logits, 1), labels)
