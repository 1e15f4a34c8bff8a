# expect: detached-loss
# line: 14
# believes: Tensors have to be wrapped in Variable before backward.

import torch.nn as nn
from torch.autograd import Variable


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    logits = Variable(logits.data, requires_grad=True)
    return criterion(logits, labels)
