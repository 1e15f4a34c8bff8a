# right because: cross entropy is the negative log likelihood of the log softmax
import torch.nn.functional as F
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return F.nll_loss(F.log_softmax(logits, dim=1), labels)
