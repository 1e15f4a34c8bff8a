"""What a scene is: work, the functions that it is played with, and what is seen of them.

The functions stand under the contract's names. The worker plays a scene with the student's, the
judge with the solution's and with the catalogue's mistakes; the three sights are comparable
because the work and the code that looks are the same.
A scene says what is done, never what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from grader.frames.keys import Key
from grader.scenes import chance
from grader.scenes.numbers import class_name, is_a, plain, plainly

# SECURITY: bound here, and made of C: what Python defines can be changed by student code.
switch_gradients: Callable[[bool], None] = torch._C._set_grad_enabled
count_nodes: Callable[[], int] = torch._C._autograd._get_sequence_nr

Functions = Mapping[str, Callable[..., Any]]
# What makes of a function one that runs on the learner's thread.
Lead = Callable[[Callable[..., Any]], Callable[..., Any]]


def start_of(place: int) -> str:
    """How names begin that belong to the model of that number; the first one's need nothing."""
    return f"{place}." if place else ""


@dataclass(frozen=True, slots=True)
class Work:
    """Fresh work: plain parameters and tensors, as they travel to the worker.

    `scene` is the name under which results tell of it, `kind` that of the scene which plays it.
    `seed` is that of the global generators meanwhile.
    """

    scene: str
    kind: str
    params: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    seed: int = 0

    @property
    def function(self) -> str:
        """The contract's name that is called, or constructed; empty for a training."""
        name: str = self.params.get("function", "")
        return name

    @property
    def needs(self) -> tuple[str, ...]:
        """The contract's names that the learner's own code is to give."""
        if not self.function:
            return tuple(self.params.get("own", ()))
        calls = (*self.params.get("calls", ()), *self.params.get("uses", ()))
        others = (call.get("of") for call in calls)
        return tuple(dict.fromkeys([self.function, *(of for of in others if type(of) is str)]))

    def under(self, name: str) -> dict[str, torch.Tensor]:
        """The tensors of that name: `weight.0` under "weight" is "0"."""
        start = f"{name}."
        return {
            name.removeprefix(start): tensor
            for name, tensor in self.tensors.items()
            if name.startswith(start)
        }

    def weights_of(self, place: int) -> dict[str, torch.Tensor]:
        """The weights of the model of that number, by the number of the parameter."""
        return self.under(f"weight.{place}" if place else "weight")

    # --- of a function's work: what naming a mistake reads ------------------------------------
    @property
    def calls(self) -> int:
        """How often the function, or what it makes, is called after another."""
        then = self.params.get("then")
        return len((then or self.params).get("calls", ()))

    @property
    def first_call(self) -> Work | None:
        """The same with the first of several calls alone; None where there are not several."""
        if self.kind != "given" or self.calls < 2:
            return None
        then = self.params.get("then")
        part = then or self.params
        first = part | {"calls": part["calls"][:1]}
        return replace(self, params=self.params | {"then": first} if then else first)

    def things(self, kind: str) -> list[dict[str, Any]]:
        """What the function is handed of one kind, as it is described."""
        return [thing for thing in self.params.get("things", ()) if thing["kind"] == kind]

    @property
    def model(self) -> dict[str, Any]:
        """The description of the first model that it is handed; of none where there is none."""
        return next((thing["spec"] for thing in self.things("model")), {})

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups of the first optimizer, each with the numbers of its weights and a rate."""
        return next((thing["groups"] for thing in self.things("optimizer")), [])

    @property
    def batches(self) -> list[int]:
        """The sizes of the batches that its loader gives; empty where it is handed none."""
        for number, thing in enumerate(self.params.get("things", ())):
            if thing["kind"] == "loader":
                samples, size = len(self.tensors[f"given.{number}.labels"]), thing["batch_size"]
                return [min(size, samples - start) for start in range(0, samples, size)]
        return []


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
        """What was seen of an aspect at one call, the first, but no tensor; None for nothing."""
        return self.values.get(Key(call, aspect))

    def tensor(self, aspect: str, call: int | None = 0) -> torch.Tensor:
        """The tensor that was seen of an aspect at one call, the first; empty where none was."""
        return self.tensors.get(Key(call, aspect), torch.empty(0))

    def claim(self, aspect: str, call: int | None = 0) -> Any:
        """What is claimed of an aspect at one call, the first; None where nothing is."""
        return self.claims.get(Key(call, aspect))

    def whole(self, aspect: str, call: int | None = 0) -> Any:
        """What was seen of an aspect that holds tensors, with these in their places."""
        return self._whole(Key(call, aspect), self.value(aspect, call))

    def _whole(self, key: Key, value: Any) -> Any:
        if isinstance(value, list):
            return [self._whole(key.below(str(i)), part) for i, part in enumerate(value)]
        if isinstance(value, dict):
            return {name: self._whole(key.below(name), part) for name, part in value.items()}
        return self.tensors.get(key.below("numbers"), value)

    @property
    def first_call(self) -> Sight:
        """What was seen of the first call alone, claims apart."""
        return Sight(
            {key: tensor for key, tensor in self.tensors.items() if key.call == 0},
            {key: value for key, value in self.values.items() if key.call == 0},
        )

    def see(self, key: Key, value: object) -> None:
        """Keep a tensor as plain numbers, anything else as the name of its type."""
        if is_a(value, torch.Tensor):
            self.tensors[key] = plain(value)  # type: ignore[arg-type]
        else:
            self.values[key.below("type")] = class_name(value)


Play = Callable[[Functions, Work], Sight]
SCENES: dict[str, Play] = {}


def scene(kind: str) -> Callable[[Play], Play]:
    """Declare a function as the scene that plays works of that kind."""

    def declare(play: Play) -> Play:
        SCENES[kind] = play
        return play

    return declare


def threaded(functions: Functions, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is to run on the learner's thread, where the functions are theirs."""
    lead: Lead | None = getattr(functions, "lead", None)
    return function if lead is None else lead(function)


def ask(functions: Functions, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """The answer to a question about something of the learner's, asked on their thread."""
    return plainly(threaded(functions, question)(*args, **options))


def perform(functions: Functions, work: Work) -> Sight:
    """Play the scene that the work is for, from a clean state of torch's global switches."""
    switch_gradients(True)
    chance.seed(work.seed)
    try:
        return SCENES[work.kind](functions, work)
    finally:
        switch_gradients(True)
