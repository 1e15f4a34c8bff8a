# expect: detached-loss
# line: 14 | 15
# believes: torch.tensor(..., requires_grad=True) puts a number back into the graph.
import torch
import torch.nn as nn
from torch import Tensor


def make_criterion() -> nn.CrossEntropyLoss:
    return nn.CrossEntropyLoss(reduction="mean")


def compute_loss(criterion: nn.CrossEntropyLoss, logits: Tensor, labels: Tensor) -> Tensor:
    value = criterion(logits, labels).item()
    return torch.tensor(value, requires_grad=True)
