import torch
from torch import nn


def make_criterion():
    criterion = lambda scores, answers: nn.functional.nll_loss(scores.log_softmax(1), answers)
    return criterion


def compute_loss(criterion, logits, labels):
    n = logits.shape[0]
    return -torch.log_softmax(logits, -1)[torch.arange(n), labels].sum() / n
