# source: https://github.com/pytorch/examples/pull/731

from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    if loss.item() > 100:
        print("a large loss:", loss.detach().item())
    return loss
