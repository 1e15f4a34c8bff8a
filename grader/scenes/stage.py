"""The stage: work, cast and sight, and the register of scenes.

A scene is played by a *cast*, a mapping from the contract's names to functions. The worker
plays it with the student's functions, the judge with the solution's and with the catalogue's
mistakes; the three sights are comparable because the work and the code that looks are the same.
A scene says what is done, never what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import torch
from torch import nn

from grader.keys import Key
from grader.scenes import asking, chance
from grader.scenes.numbers import Tampered, class_name, is_a, is_exactly, plain, plainly

# SECURITY: bound here, and made of C: what Python defines can be changed by student code.
switch_gradients: Callable[[bool], None] = torch._C._set_grad_enabled
count_nodes: Callable[[], int] = torch._C._autograd._get_sequence_nr

Cast = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Work:
    """Fresh work for one scene: plain parameters and tensors, as they travel to the worker.

    `seed` is that of the global generators while it is played.
    """

    scene: str
    params: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    seed: int = 0

    def under(self, name: str) -> dict[str, torch.Tensor]:
        """The tensors of that name: `weight.0` under "weight" is "0"."""
        start = f"{name}."
        return {
            name.removeprefix(start): tensor
            for name, tensor in self.tensors.items()
            if name.startswith(start)
        }


@dataclass(slots=True)
class Sight:
    """What was seen in a scene.

    `tensors` and `values` are compared with the solution's; `claims` explain and are not.
    """

    tensors: dict[Key, torch.Tensor] = field(default_factory=dict)
    values: dict[Key, Any] = field(default_factory=dict)
    claims: dict[Key, Any] = field(default_factory=dict)

    def of(self, aspect: str, call: int | None = None) -> dict[Key, torch.Tensor]:
        """The tensors of an aspect, at each call or at one."""
        return {
            key: tensor
            for key, tensor in self.tensors.items()
            if key.aspect == aspect and call in (None, key.call)
        }

    def value(self, aspect: str, call: int | None = 0) -> Any:
        """What was seen of an aspect at one call, the first; None where nothing was."""
        return self.values.get(Key(call, aspect))

    def claim(self, aspect: str, call: int | None = 0) -> Any:
        """What is claimed of an aspect at one call, the first; None where nothing is."""
        return self.claims.get(Key(call, aspect))

    def see(self, key: Key, value: object) -> None:
        """Keep a tensor as plain numbers, anything else as the name of its type."""
        if is_a(value, torch.Tensor):
            self.tensors[key] = plain(value)  # type: ignore[arg-type]
        else:
            self.values[key.below("type")] = class_name(value)


Play = Callable[[Cast, Work], Sight]


class Scene(NamedTuple):
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


def led(cast: Cast, function: Callable[..., Any]) -> Callable[..., Any]:
    """Something of the learner's, to be called where their code runs; for others as it is."""
    lead: Callable[[Callable[..., Any]], Callable[..., Any]] | None = getattr(cast, "lead", None)
    return function if lead is None else lead(function)


def asked(cast: Cast, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """The answer to a question about something of the learner's, asked where their code runs."""
    return plainly(led(cast, question)(*args, **options))


def parameters_of(cast: Cast, model: nn.Module) -> list[torch.Tensor]:
    """The parameters of a learner's own model, as it names them; Tampered where they are none."""
    found = led(cast, asking.parameters)(model)
    if not is_exactly(found, list) or not all(is_a(part, torch.Tensor) for part in found):
        raise Tampered("the parameters of a model are no tensors")
    parameters: list[torch.Tensor] = found
    return parameters


def perform(cast: Cast, work: Work) -> Sight:
    """Play the scene that the work is for, from a clean state of torch's global switches."""
    switch_gradients(True)
    chance.seed(work.seed)
    try:
        return SCENES[work.scene].play(cast, work)
    finally:
        switch_gradients(True)
