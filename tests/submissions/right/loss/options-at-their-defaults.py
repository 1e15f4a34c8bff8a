# right because: every option has its default value, and equal class weights weigh nothing
import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss(
        weight=torch.ones(10), ignore_index=-100, reduction="mean", label_smoothing=0.0
    )


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
