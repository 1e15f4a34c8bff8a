# right because: the mean of the losses of single samples is the loss of the batch
import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    losses = [criterion(row[None], label[None]) for row, label in zip(logits, labels)]
    return torch.stack(losses).mean()
