# expect: softmax-before-loss | wrong-softmax-dim | wrong-loss-value
# line: 13
# source: https://github.com/Lackel/DPN/issues/1
import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    log_p = torch.log_softmax(logits, 0)
    rows = torch.arange(labels.size(0))
    return -log_p[rows, labels].mean()
