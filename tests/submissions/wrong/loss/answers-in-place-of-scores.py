# expect: detached-loss
# line: 15 | 16 | 17
# source: https://php.bkmy88.com/faq/1835025.html

import torch
from torch import nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    predicted = logits.argmax(dim=1)
    scores = F.one_hot(predicted, 10).float().requires_grad_(True)
    return criterion(scores, labels)
