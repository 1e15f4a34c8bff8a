# expect: wrong-loss-value
# line: 13
# believes: One sample stands for the batch.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits[0].unsqueeze(0), labels[:1])
