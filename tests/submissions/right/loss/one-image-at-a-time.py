import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    single = [criterion(row.unsqueeze(0), label.unsqueeze(0)) for row, label in zip(logits, labels)]
    return torch.stack(single).mean()
