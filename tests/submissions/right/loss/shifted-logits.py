# right because: taking the same number from every logit of a row leaves the loss and its gradient
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    top = logits.detach().amax(dim=1, keepdim=True)
    return criterion(logits - top, labels)
