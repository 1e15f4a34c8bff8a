# right because: the criterion holds no state, so that one object may serve every call
from torch import nn

_CRITERION = nn.CrossEntropyLoss()


def make_criterion(*, reduction=None):
    return _CRITERION if reduction is None else nn.CrossEntropyLoss(reduction=reduction)


def compute_loss(*batch):
    criterion, logits, labels = batch
    return criterion(logits, labels).squeeze()
