# right because: The product with one-hot labels.

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    y = torch.nn.functional.one_hot(labels, num_classes=logits.shape[1]).float()
    return -(y * logits.log_softmax(dim=-1)).sum(dim=1).mean()
