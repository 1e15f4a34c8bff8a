"""The stage: work, cast and sight, and the register of scenes.

A scene is played by a *cast*, a mapping from the contract's names to functions. The worker
plays it with the student's functions, the judge with the reference's and with the catalogue's
mistakes; the three sights are comparable because the work and the code that looks are the same.
A scene says what is done, never what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import torch
from torch import nn

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


@dataclass(slots=True)
class Sight:
    """What was seen in a scene, under keys of the form `call.aspect.detail`.

    `tensors` and `values` are compared with the reference's; `claims` explain and are not.
    """

    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)

    def see(self, key: str, value: object) -> None:
        """Keep a tensor as plain numbers, anything else as the name of its type."""
        if is_a(value, torch.Tensor):
            self.tensors[key] = plain(value)  # type: ignore[arg-type]
        else:
            self.values[f"{key}.type"] = class_name(value)


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


def play(cast: Cast, work: Work) -> Sight:
    """Perform a scene on this side of the wall, and work out what it shows."""
    return developed(perform(cast, work), work)


def developed(sight: Sight, work: Work) -> Sight:
    """A sight with the movement of each weight in a call in the place of the weight itself."""
    # SECURITY: what can be worked out here is not asked of the worker, whose own copies of the
    # old weights, or whose subtraction, student code could change.
    now = {key: t for key, t in work.tensors.items() if key.startswith("weight.")}
    tensors: dict[str, torch.Tensor] = {}
    for key, tensor in sorted(sight.tensors.items(), key=_by_call):
        call, _, name = key.partition(".")
        old = now.get(name)
        if old is None or not name.startswith("weight."):
            tensors[key] = tensor
        elif old.numel() == tensor.numel():
            now[name] = tensor = tensor.to(torch.float32)
            tensors[f"{call}.change.{name.removeprefix('weight.')}"] = tensor - old.view_as(tensor)
    return Sight(tensors, sight.values, sight.claims)


def _by_call(item: tuple[str, object]) -> int:
    """Claims come in any order; each call's weights are compared with those of the one before."""
    call = item[0].partition(".")[0]
    return int(call) if call.isdecimal() and len(call) < 4 else -1
