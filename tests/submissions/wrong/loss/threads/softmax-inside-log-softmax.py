# expect: softmax-before-loss | wrong-criterion
# line: 12
# source: https://github.com/Lightning-Universe/lightning-bolts/issues/654
# believes: The loss is the log-softmax of the softmax.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    def criterion(logits, labels):
        return F.nll_loss(F.log_softmax(F.softmax(logits, dim=1), dim=1), labels)

    return criterion


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
