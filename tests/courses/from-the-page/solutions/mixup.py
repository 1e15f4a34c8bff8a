"""Rows of a batch, each mixed with another one."""

import torch
from torch import Tensor


def mixup(inputs: Tensor, labels: Tensor, alpha: float) -> tuple[Tensor, Tensor, float]:
    """Mixed inputs, the labels of the partners, and the share that is left of each row."""
    ### BEGIN SOLUTION
    share = torch.distributions.Beta(alpha, alpha).sample().item()
    order = torch.randperm(len(inputs))
    return share * inputs + (1 - share) * inputs[order], labels[order], share
    ### END SOLUTION
