# right: the labels are handed over as one-hot probabilities
import torch.nn.functional as F
from torch import Tensor, nn


def make_criterion() -> nn.CrossEntropyLoss:
    return nn.CrossEntropyLoss(weight=None, reduction="mean", label_smoothing=0.0)


def compute_loss(criterion: nn.CrossEntropyLoss, logits: Tensor, labels: Tensor) -> Tensor:
    target = F.one_hot(labels, num_classes=logits.size(1)).to(logits.dtype)
    return criterion(logits, target)
