# expect: detached-loss
# line: 13 | 14
# source: https://github.com/StanfordASL/neural-network-lyapunov/pull/140
import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels).item()
    return torch.tensor(loss, requires_grad=True)
