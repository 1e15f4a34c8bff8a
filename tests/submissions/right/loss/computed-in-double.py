# right because: working in double precision and coming back to single gives the same loss, only rounded less
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits.double(), labels).float()
