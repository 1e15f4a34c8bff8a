# expect: wrong-signature
# line: 12
# believes: compute_loss makes its own criterion, so it need not be passed.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(logits, labels):
    return make_criterion()(logits, labels)
