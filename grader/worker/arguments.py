"""What the trace looks for among the arguments of a call: parameters, and what is written to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import nn


def parameters_of(values: Iterable[Any]) -> list[torch.Tensor]:
    """The parameters of every model and optimizer among the arguments of a call."""
    found: list[torch.Tensor] = []
    for value in values:
        if isinstance(value, nn.Module):
            found += value.parameters()
        elif isinstance(value, torch.optim.Optimizer):
            found += [p for group in value.param_groups for p in group["params"]]
    return found


def first_tensor(args: Any) -> torch.Tensor | None:
    """The tensor that an in-place operation writes to."""
    first = args[0] if args else None
    if isinstance(first, (list, tuple)) and first:
        first = first[0]
    return first if isinstance(first, torch.Tensor) else None
