# expect: wrong-reduction
# line: 15
# believes: mean() over the whole matrix is the mean over the batch.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    picked = F.one_hot(labels, 10) * F.log_softmax(logits, dim=1)
    return -picked.mean()
