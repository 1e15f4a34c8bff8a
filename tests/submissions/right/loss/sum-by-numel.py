import torch
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    try:
        n = labels.numel()
        return nn.functional.nll_loss(torch.log_softmax(logits, 1), labels, reduction="sum") / n
    except RuntimeError as error:
        raise ValueError("logits and labels do not fit") from error
