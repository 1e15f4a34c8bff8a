"""The stage: work, cast and sight, and the register of scenes.

A scene is played by a *cast*, a mapping from the contract's names to functions. The worker
plays it with the student's functions, the judge with the reference's and with the catalogue's
mistakes; the three sights are comparable because the work and the code that looks are the same.
A scene says what is done, never what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

Cast = Mapping[str, Callable[..., Any]]

# Where the contract says that each name must be importable from.
FILE_OF = {
    "SimpleNN": "forward.py",
    "forward": "forward.py",
    "make_criterion": "loss.py",
    "compute_loss": "loss.py",
    "backward": "backward.py",
    "make_optimizer": "step.py",
    "step": "step.py",
    "train_step": "train.py",
    "train_epoch": "train.py",
    "evaluate": "train.py",
    "HiddenNN": "hidden_layer.py",
}

MOST_NUMBERS = 4_000_000


class TooLarge(BaseException):
    """A returned tensor is too large to be looked at; no student code may catch this."""


@dataclass(frozen=True, slots=True)
class Work:
    """Fresh work for one scene: plain parameters and tensors, as they travel to the worker."""

    scene: str
    params: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, torch.Tensor] = field(default_factory=dict)


@dataclass(slots=True)
class Sight:
    """What was seen in a scene, under keys of the form `call.aspect.detail`.

    `tensors` and `values` are compared with the reference's; `notes` explain and are not.
    """

    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def see(self, key: str, value: object) -> None:
        """Keep a tensor as plain numbers, anything else as the name of its type."""
        if isinstance(value, torch.Tensor):
            self.tensors[key] = plain(value)
        else:
            self.values[f"{key}.type"] = type(value).__name__


def plain(value: torch.Tensor) -> torch.Tensor:
    """A detached copy of a tensor, dense and of torch's own class.

    Raises:
        TooLarge: it has more than `MOST_NUMBERS` numbers.
    """
    # SECURITY: a subclass with __torch_function__ could lie about its numbers from here on; with
    # it disabled they are read as they are stored.
    with torch._C.DisableTorchFunctionSubclass(), torch.no_grad():
        if value.numel() > MOST_NUMBERS:
            raise TooLarge(f"a tensor of {value.numel():,} numbers")
        copy = value.detach().as_subclass(torch.Tensor)
        if copy.layout is not torch.strided:
            copy = copy.to_dense()
        if copy.is_complex() or copy.dtype not in DTYPES:
            copy = copy.to(torch.float64)
        return copy.cpu().clone(memory_format=torch.contiguous_format)


# The types of numbers that a sight may hold.
DTYPES = {torch.float32, torch.float64, torch.int64, torch.int32, torch.bool, torch.float16}

Play = Callable[[Cast, Work], Sight]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene's code with the names of the contract that its cast must have."""

    name: str
    needs: tuple[str, ...]
    play: Play


SCENES: dict[str, Scene] = {}


def scene(name: str, *needs: str) -> Callable[[Play], Play]:
    """Declare a function as the scene of that name."""

    def declare(play: Play) -> Play:
        SCENES[name] = Scene(name, needs, play)
        return play

    return declare


def play(cast: Cast, work: Work) -> Sight:
    """Play the scene that the work is for, from a clean state of torch's global switches."""
    torch.set_grad_enabled(True)
    try:
        return SCENES[work.scene].play(cast, work)
    finally:
        torch.set_grad_enabled(True)
