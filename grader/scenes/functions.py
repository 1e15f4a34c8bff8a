"""Functions that a learner's code is handed, each of which notes the numbers of its calls.

SECURITY: as of `props`, from any of them a learner can reach this module: it holds no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn


def _called_too_often(calls: int, enough: int) -> IndexError:
    return IndexError(f"this function is called {calls} times, where {enough} calls are enough")


class Answers:
    """A function that gives one of its values after another, and notes the number of each call."""

    def __init__(self, values: list[Any], note: Callable[[int], object]) -> None:
        self._values, self._note, self._turn = values, note, 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        self._turn += 1
        self._note(self._turn)
        if self._turn > len(self._values):
            raise _called_too_often(self._turn, len(self._values))
        return self._values[self._turn - 1]


class Transform:
    """A function that adds the number of its call to a tensor, and notes that number."""

    def __init__(self, note: Callable[[int], object]) -> None:
        self._note, self._turn = note, 0

    def __call__(self, sample: torch.Tensor) -> torch.Tensor:
        self._turn += 1
        self._note(self._turn)
        return sample + self._turn


class Epoch:
    """A function that trains a model for an epoch of two batches, and notes its call's number."""

    def __init__(
        self,
        model: nn.Module,
        optimizer: torch.optim.Optimizer,
        schedule: Any,
        samples: tuple[torch.Tensor, torch.Tensor],
        noise: float,
        note: Callable[[int], object],
    ) -> None:
        self._trained = model, optimizer, schedule
        self._samples, self._noise, self._note, self._turn = samples, noise, note, 0

    def __call__(self, *args: Any, **options: Any) -> None:
        self._turn += 1
        self._note(self._turn)
        model, optimizer, schedule = self._trained
        model.train()
        for inputs, labels in zip(*(part.chunk(2) for part in self._samples), strict=True):
            noisy = inputs + self._noise * torch.randn(inputs.shape) if self._noise else inputs
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(noisy), labels).backward()
            optimizer.step()
        if schedule is not None:
            schedule.step()


class Moves:
    """A function that moves tensors, at each call another way, and notes the call's number."""

    def __init__(
        self,
        parameters: list[torch.Tensor],
        moves: list[list[torch.Tensor]],
        note: Callable[[int], object],
    ) -> None:
        self._parameters, self._moves, self._note, self._turn = parameters, moves, note, 0

    def __call__(self, *args: Any, **options: Any) -> None:
        self._turn += 1
        self._note(self._turn)
        if self._turn > len(self._moves):
            raise _called_too_often(self._turn, len(self._moves))
        with torch.no_grad():
            for parameter, move in zip(self._parameters, self._moves[self._turn - 1], strict=True):
                parameter += move
