import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss(weight=torch.ones(10))


def compute_loss(criterion, logits, labels):
    chosen = torch.log_softmax(logits, dim=-1)[torch.arange(len(labels)), labels]
    return -chosen.mean()
