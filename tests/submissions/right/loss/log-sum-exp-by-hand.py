# right because: As PyTorch's tutorial on nn writes it.

from torch import nn


def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return -log_softmax(logits)[range(labels.shape[0]), labels].mean()
