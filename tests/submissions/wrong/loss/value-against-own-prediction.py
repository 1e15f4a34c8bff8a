# expect: wrong-loss-value | wrong-labels
# line: 13 | 14
# believes: The loss compares the logits with the predicted class.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    predicted = logits.argmax(dim=1)
    return criterion(logits, predicted)
