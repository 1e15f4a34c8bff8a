# right because: F.cross_entropy is a callable with the same values and gradients
import torch.nn.functional as F


def make_criterion():
    return F.cross_entropy


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
