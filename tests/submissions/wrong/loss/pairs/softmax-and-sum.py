# expect: softmax-before-loss & wrong-reduction
# line: 13
# believes: Probabilities go into the loss, and the loss adds up over the batch.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits.softmax(dim=1), labels) * len(labels)
