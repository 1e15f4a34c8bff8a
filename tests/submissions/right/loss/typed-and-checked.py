import torch
import torch.nn as nn


def make_criterion() -> nn.Module:
    criterion = nn.CrossEntropyLoss()
    criterion.eval()
    return criterion


def compute_loss(criterion, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    if logits.ndim != 2 or labels.ndim != 1:
        raise ValueError("wrong shapes")
    value = criterion(logits, labels.long())
    assert value.requires_grad or not logits.requires_grad
    return value.squeeze()
