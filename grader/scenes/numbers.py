"""Tensors of a learner's as plain numbers, whatever class they claim to be of."""

from __future__ import annotations

from typing import Any

import torch

MOST_NUMBERS = 4_000_000

# The types of numbers that a sight may hold.
DTYPES = {torch.float32, torch.float64, torch.int64, torch.int32, torch.bool, torch.float16}

_TENSOR: Any = torch._C.TensorBase


class TooLarge(BaseException):
    """A returned tensor is too large to be looked at; no student code may catch this."""


def plain(value: torch.Tensor) -> torch.Tensor:
    """A detached copy of a tensor, dense and of torch's own class.

    Raises:
        TooLarge: it has more than `MOST_NUMBERS` numbers.
    """
    # SECURITY: a subclass could lie about its numbers from here on, by __torch_function__ or by
    # methods of its own; so both are passed by, and the numbers are read as they are stored.
    with torch._C.DisableTorchFunctionSubclass(), torch.no_grad():
        copy: torch.Tensor = _TENSOR.as_subclass(_TENSOR.detach(value), torch.Tensor)
        if copy.numel() > MOST_NUMBERS:
            raise TooLarge(f"a tensor of {copy.numel():,} numbers")
        if copy.layout is not torch.strided:
            copy = copy.to_dense()
        if copy.is_complex() or copy.dtype not in DTYPES:
            copy = copy.to(torch.float64)
        return copy.cpu().clone(memory_format=torch.contiguous_format)
