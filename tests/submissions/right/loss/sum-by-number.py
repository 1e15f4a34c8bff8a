import torch.nn.functional as F
from torch import nn


class Loss(nn.Module):
    def __init__(self):
        super().__init__()
        self.log_softmax = nn.LogSoftmax(dim=-1)
        self.nll = nn.NLLLoss()

    def forward(self, x, y):
        return self.nll(self.log_softmax(x), y)


def make_criterion():
    return Loss()


def compute_loss(criterion, logits, labels):
    return F.cross_entropy(logits, labels, reduction="sum") / labels.numel()
