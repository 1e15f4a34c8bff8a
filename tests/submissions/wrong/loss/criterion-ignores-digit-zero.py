# expect: wrong-criterion | wrong-loss-value
# line: 9
# believes: Class 0 is the background, as in segmentation.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss(ignore_index=0)


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
