"""What is asked of a single tensor: whether it is a leaf, holds anything, is as it was."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import torch

# Numbers of one tensor that are compared to see whether it moved.
SAMPLE = 4096


def is_leaf(tensor: torch.Tensor) -> bool:
    """Whether no function made a tensor."""
    try:
        return tensor.grad_fn is None
    except RuntimeError:  # PyTorch does not say it of a view that was changed under no_grad
        return False


def is_empty(gradient: torch.Tensor | None) -> bool:
    """Whether there is no gradient, or zeros alone."""
    if gradient is None:
        return True
    if gradient.is_sparse:
        return gradient._nnz() == 0
    return not bool(gradient.detach().any())


def sampled(tensor: torch.Tensor) -> torch.Tensor:
    """A copy of a bounded part of a tensor's numbers, spread over all of it."""
    flat = tensor.detach().reshape(-1)
    stride = max(1, flat.numel() // SAMPLE)
    return flat[::stride].clone()


def digest(tensors: Iterable[torch.Tensor | None]) -> int:
    """A number that tensors of the same numbers share."""
    found = 0
    for tensor in tensors:
        if tensor is not None and tensor.layout == torch.strided:
            found = zlib.crc32(sampled(tensor).contiguous().numpy().tobytes(), found)
    return found
