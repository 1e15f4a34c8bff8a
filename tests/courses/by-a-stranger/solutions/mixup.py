"""Mixup: train on mixtures of two samples."""

import torch
from torch import Tensor


def mixup(inputs: Tensor, labels: Tensor, alpha: float) -> tuple[Tensor, Tensor, Tensor, float]:
    """Mix each sample of the batch with another one, drawn by a permutation.

    inputs: float32, shape (N, D)
    labels: int64, shape (N,), below 10
    Returns `share * inputs + (1 - share) * partners' inputs`, the labels, the labels of the
    partners, and the share, which is one number a batch, drawn from Beta(alpha, alpha).
    """
    ### BEGIN SOLUTION
    share = torch.distributions.Beta(alpha, alpha).sample().item()
    order = torch.randperm(len(inputs))
    mixed = share * inputs + (1 - share) * inputs[order]
    return mixed, labels, labels[order], share
    ### END SOLUTION
