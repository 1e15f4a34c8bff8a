# expect: wrong-criterion | softmax-before-loss
# line: 10 | 11
# source: https://runebook.dev/en/articles/pytorch/generated/torch.nn.softmax
# believes: NLLLoss takes the output of a softmax.

import torch.nn as nn


def make_criterion():
    softmax, nll = nn.Softmax(dim=1), nn.NLLLoss()
    return lambda logits, labels: nll(softmax(logits), labels)


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
