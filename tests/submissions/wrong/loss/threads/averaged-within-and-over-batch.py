# expect: wrong-reduction
# line: 20
# source: https://github.com/jfzhang95/pytorch-deeplab-xception/issues/55
# believes: batch_average is a further option.

import torch.nn.functional as F


from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels, batch_average=True):
    n, c = logits.shape
    loss = criterion(logits, labels)
    if batch_average:
        loss /= n
    return loss
