"""What a learner's own class makes: given known weights by shape, and its state looked at.

The layout of a learner's parameters is free: known weights are given by shape, and what they hold
is told by size and in order.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from grader.frames.keys import Key
from grader.scenes.models import parameters_of
from grader.scenes.numbers import count_of, is_a, overwrite, plain, shape_of
from grader.scenes.stage import Sight

MOST_PARAMETERS = 60


def weights_in(made: Any) -> list[torch.Tensor]:
    """The parameters of what was made, where it is a module whose sizes are known."""
    if not is_a(made, nn.Module):
        return []
    found = parameters_of(made)[:MOST_PARAMETERS]
    return [p for p in found if not is_a(p, nn.parameter.UninitializedParameter)]


def give_known(parameters: list[torch.Tensor], pool: torch.Tensor) -> None:
    """Overwrite parameters by numbers that follow from their sizes, in whatever layout."""
    for parameter in parameters:
        shape, count = shape_of(parameter), count_of(parameter)
        numbers = pool.repeat(-(-count // pool.numel()))[:count]
        if len(shape) == 2 and shape[0] > shape[1]:
            numbers = numbers.view(shape[1], shape[0]).T
        overwrite(parameter, numbers.reshape(shape))


def see_state(sight: Sight, number: int, parameters: list[torch.Tensor]) -> None:
    """Note what each parameter holds, by its size and flat."""
    for parameter in parameters:
        key = Key(number, "state", f"{count_of(parameter)} numbers")
        while key in sight.tensors:
            key = Key(number, "state", f"{key.detail}, another")
        sight.tensors[key] = plain(parameter).flatten()
