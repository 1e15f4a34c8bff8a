# expect: softmax-before-loss
# line: 16 | 17
# source: https://github.com/jindongwang/Deep-learning-activity-recognition/issues/10
# believes: The criterion takes probabilities.

import torch
import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    outputs = F.softmax(logits, dim=1)
    loss = criterion(outputs, labels)
    return loss
