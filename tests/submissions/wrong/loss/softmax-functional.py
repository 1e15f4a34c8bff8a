# expect: softmax-before-loss
# line: 14
# believes: Cross-entropy compares probabilities, so the logits go through softmax first.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    probs = F.softmax(logits, dim=1)
    return criterion(probs, labels)
