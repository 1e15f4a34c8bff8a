"""What a training notes while it runs: the samples that are fetched, the images, the losses.

SECURITY: as of `props`, from any of these hooks a learner can reach this module, and what a diary
holds is a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import nn

from grader.results.trained import MOST_STEPS

# How many numbers were noted, and those numbers: float64 or int64 (room,), in the memory of a
# tensor that a scene holds. For a few numbers NumPy takes a tenth of the time of a tensor.
Diary = np.ndarray[Any, Any]

# An image is known by about so many of its pixels.
_PIXELS = 256


class Shared:
    """What a model and its copies have in common."""

    def __deepcopy__(self, memo: Any) -> Any:
        return self


def note(diary: Diary, numbers: Sequence[float] | Diary, *, ends: bool = False) -> None:
    """Write numbers into a diary, and -1 where they end.

    What has no room any more is left out.
    """
    start = int(diary[0]) + 1
    end = start + len(numbers)
    if end + 1 < len(diary):
        diary[start:end] = numbers
        diary[end] = -1
        diary[0] = end if ends else end - 1


def no_diary() -> Diary:
    """One without room, where nobody asks which samples were used."""
    return torch.zeros(2, dtype=torch.int64).numpy()


def marks_of(images: torch.Tensor) -> torch.Tensor:
    """A number for each image by which to know it again: float64 (N,), of the pixels (N, ...)."""
    flat = images.detach().flatten(1)
    some = flat[:, :: max(flat.shape[1] // _PIXELS, 1)].to(torch.float64)
    return some @ _weights_of_pixels(some.shape[1])


@cache  # a mark is never -1, which ends a batch: it is above 0 where any pixel is
def _weights_of_pixels(count: int) -> torch.Tensor:
    return torch.arange(1, count + 1, dtype=torch.float64).sin() + 1.5


class Watched(Shared):
    """A hook that notes which images a model takes in while it learns, by their marks."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary

    def __call__(self, model: nn.Module, inputs: Any) -> None:
        images = inputs[0] if inputs else None
        if not (model.training and torch.is_grad_enabled() and isinstance(images, torch.Tensor)):
            return
        try:
            with torch._C.DisableTorchFunction(), torch.no_grad():
                note(self.diary, marks_of(images).numpy(), ends=True)
        except (RuntimeError, IndexError):
            return  # no batch of images, or one that a transform of torch.func has wrapped


def diary_of_losses() -> torch.Tensor:
    """Room for the losses of as many batches as are kept: float64."""
    return torch.zeros(MOST_STEPS + 3, dtype=torch.float64)


class Losses(Shared):
    """A hook that notes what a criterion gives, a number for each of its calls."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary

    def __call__(self, criterion: nn.Module, given: Any, loss: Any) -> None:
        try:
            with torch._C.DisableTorchFunction():
                note(self.diary, (loss.detach().mean().item(),))
        except (AttributeError, RuntimeError, TypeError, IndexError):
            return  # no tensor of numbers, or one that a transform of torch.func has wrapped


def note_losses(criterion: object, diary: torch.Tensor) -> None:
    """Have a criterion, where it is a module, note from now on what it gives."""
    if isinstance(criterion, nn.Module):
        criterion.register_forward_hook(Losses(diary.numpy()))


def losses_in(diary: torch.Tensor, most: int) -> tuple[float, ...]:
    """The first losses that a diary holds."""
    held = diary[1 : min(int(diary[0]), most) + 1]
    return tuple(round(loss, 6) for loss in held.tolist())
