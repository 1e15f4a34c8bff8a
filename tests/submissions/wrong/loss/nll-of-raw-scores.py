# expect: wrong-criterion
# line: 8
# source: https://openillumi.com/en/en-pytorch-crossentropy-logits-nllloss-mechanism
from torch import nn


def make_criterion():
    return nn.NLLLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
