# expect: wrong-criterion
# line: 9
# believes: NLLLoss and CrossEntropyLoss are two names of one thing.

import torch.nn as nn


def make_criterion():
    return nn.NLLLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
