# expect: wrong-criterion
# line: 10
# believes: NLLLoss is fine as long as compute_loss adds the log_softmax.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return nn.NLLLoss()


def compute_loss(criterion, logits, labels):
    return criterion(F.log_softmax(logits, dim=1), labels)
