# expect: wrong-reduction
# line: 17
# source: https://github.com/pytorch/pytorch/issues/3924
# believes: mean() divides by the batch.

import torch
import torch.nn.functional as F
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    one_hot = F.one_hot(labels, logits.shape[1]).float()
    return -(one_hot * torch.log_softmax(logits, 1)).mean()
