import torch
from torch import nn


class CrossEntropy(nn.CrossEntropyLoss):
    def forward(self, logits, labels):
        log_p = logits - torch.logsumexp(logits, dim=1, keepdim=True)
        picked = log_p.gather(1, labels.unsqueeze(1)).squeeze(1)
        return -picked.mean()


def make_criterion():
    return CrossEntropy()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    if torch.isnan(loss):
        raise ValueError("the loss is not a number")
    return loss
