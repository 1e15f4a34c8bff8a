# expect: wrong-reduction
# line: 14
# believes: The loss keeps one value a sample and backward adds them up.

import torch.nn as nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return F.cross_entropy(logits, labels, reduction="none")
