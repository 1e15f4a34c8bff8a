# source: https://github.com/pytorch/pytorch/issues/10148

import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    right = logits[torch.arange(len(labels)), labels]
    return (logits.logsumexp(dim=1) - right).mean()
