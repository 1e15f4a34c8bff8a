# expect: softmax-before-loss
# line: 13 | 14
# source: https://github.com/danielkelshaw/ConcreteDropout/issues/11
import torch.nn.functional as F
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    probs = F.softmax(logits, dim=-1)
    return F.cross_entropy(probs, labels)
