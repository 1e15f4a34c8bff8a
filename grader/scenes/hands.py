"""What a learner's function is handed in a play, built from its description on either side.

SECURITY: a thing that could tell where what was seen is kept is built of `props` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from io import BytesIO
from math import prod
from operator import methodcaller
from typing import Any

import torch
from torch import nn

from grader.scenes import asking
from grader.scenes.functions import Answers, Epoch, Moves, Transform
from grader.scenes.models import (
    give_gradients,
    left_of,
    parameters_of,
    require_given,
    require_mode,
    statistics_of,
    watched_model,
)
from grader.scenes.numbers import Tampered, is_a, is_exactly, plainly, shape_of
from grader.scenes.props import (
    Entry,
    Model,
    build_loader,
    build_optimizer,
    build_schedule,
)
from grader.scenes.stage import Functions, Work, start_of, threaded

MOST_PARTS = 100  # of a list, that are looked at


class Hands:
    """The things of a work, and those of them that one call is handed.

    models: each with the diary of its calls. losses: each with its model. tensors, leaves: each
    under the name of its argument; leaves are those that hang on the graph. lists: each
    under its name. counts: how often a function was called. inputs (N, ...): the samples that a
    model is to run on, where there are.
    """

    def __init__(self, functions: Functions, work: Work) -> None:
        self.functions, self.work = functions, work
        self.models: list[tuple[Model, list[Entry]]] = []
        self.losses: list[tuple[torch.Tensor, Model]] = []
        self.tensors: list[tuple[str, torch.Tensor]] = []
        self.leaves: list[tuple[str, torch.Tensor]] = []
        self.lists: list[tuple[str, Any]] = []
        self.counts: list[tuple[str, list[int]]] = []
        self.fetched: list[list[int]] = []
        self.inputs: torch.Tensor | None = None
        # By number: what lives through all calls; and of a tensor with a graph its leaf.
        self._made: dict[int, Any] = {}
        self._counted: dict[int, list[int]] = {}
        self._left: list[tuple[Any, ...]] | None = None  # what the models held
        for number, thing in enumerate(work.params["things"]):
            if thing["kind"] == "model":
                spec, weights = thing["spec"], work.weights_of(len(self.models))
                # SECURITY: a copy, for it goes where student code runs, and decides later on.
                self.models.append(watched_model(functions, plainly(spec), weights))
                self._made[number] = self.models[-1][0]
                require_mode(self._made[number], training=spec.get("training", True))

    def arguments(self, number: int, call: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """What the call of that number is handed, by position and by name.

        Things of the call before are forgotten, but for those that it is handed again.
        """
        self.losses, self.tensors, self.leaves, self.counts = [], [], [], []
        self.fetched, self.lists, self.inputs = [], [], None
        self._left = None
        for place in call.get("gradients", ()):
            given = self.work.under(f"gradient.{number}")
            give_gradients(self._lead, self.models[place][0], given, start_of(place))
            if self._left is not None:
                require_given(self.models[place][0], given, start_of(place))
                self._left[place] = left_of(self.models[place][0])
        places = zip(call["arguments"], call["names"], strict=True)
        arguments = [self._value(value, name) for value, name in places]
        named = {name: self._value(value, name) for name, value in call["named"].items()}
        for _, diary in self.models:
            diary.clear()  # of what was run to make a loss
        # SECURITY: losses and loaders are made where student code runs. Whatever of it ran beside
        # them has cleared no gradient in the place of the function that is judged.
        if self._left is not None and self._left != [left_of(model) for model, _ in self.models]:
            raise Tampered("the models were changed between two calls")
        return arguments, named

    def _lead(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that is to run on the learner's thread, where there is one.

        What the models hold is noted before the first that a call is prepared with.
        """
        led = threaded(self.functions, function)
        if led is not function and self._left is None:
            self._left = [left_of(model) for model, _ in self.models]
        return led

    def trained(self) -> list[tuple[str, torch.Tensor]]:
        """Every parameter that the work has not frozen, under its name."""
        described = self.work.things("model")
        return [
            (f"{start_of(place)}{i}", parameter)
            for place, (model, _) in enumerate(self.models)
            for i, parameter in enumerate(parameters_of(model))
            if i not in described[place]["spec"]["frozen"]
        ]

    def of_kind(self, kind: str) -> list[Any]:
        """What was handed over of one kind and lives through all calls."""
        things = enumerate(self.work.params["things"])
        return [self._made[i] for i, thing in things if thing["kind"] == kind and i in self._made]

    def function(self, number: int) -> Callable[..., Any]:
        """A thing that is a function, to be called in a play."""
        made: Callable[..., Any] = self._thing(number, "")
        return made

    def told(self, held: Any, below: int = 2) -> Any:
        """What a list that was handed over holds by now: plain values, and which of the tensors."""
        # SECURITY: a list may hold itself by now, many times over.
        if is_exactly(held, list, tuple):
            parts = held[:MOST_PARTS] if below else ()
            return [len(held), *(self.told(part, below - 1) for part in parts)]
        for name, tensor in self.tensors:
            if held is tensor:
                return name
        return "another tensor" if is_a(held, torch.Tensor) else plainly(held)

    def versions(self) -> list[int]:
        """How often each weight was written, in a rehearsal, which is of the solution alone."""
        if not hasattr(self.functions, "writes"):
            return []
        return [p._version for model, _ in self.models for p in model.parameters()]

    def _value(self, value: Any, name: str) -> Any:
        """An argument of its description, or a part of one."""
        if is_exactly(value, list):
            made = [self._value(part, f"{name}[{i}]") for i, part in enumerate(value)]
            self.lists.append((name, made))
            return made
        if not is_exactly(value, dict):
            return value
        if "tuple" in value:
            return tuple(self._value(v, f"{name}[{i}]") for i, v in enumerate(value["tuple"]))
        return self._thing(value["thing"], name)

    def _thing(self, number: int, name: str) -> Any:
        thing = self.work.params["things"][number]
        kind = thing["kind"]
        if kind == "loss":  # of the weights as they are now
            model, inputs, labels = self._made[thing["of"]], *self._samples(number)
            loss = self._lead(asking.loss_of)(model, inputs, labels)
            self.losses.append((loss, model))
            return loss
        if number not in self._made:
            self._made[number] = self._build(number, thing)
        made = self._made[number]
        if kind == "tensor":
            if self._is_input(self.work.tensors[f"given.{number}"]):
                self.inputs = self.work.tensors[f"given.{number}"]
            return self._tensor(made, name, graph=thing["graph"])
        if kind == "loader":
            self.fetched.append(self._counted[number])
            self.inputs = self.work.tensors[f"given.{number}.inputs"]
        elif kind == "file":
            self._lead(methodcaller("seek", 0))(made)
        elif number in self._counted:
            self.counts.append((name, self._counted[number]))
        return made

    def _is_input(self, given: torch.Tensor) -> bool:
        """Whether a tensor of the work holds samples that its first model takes."""
        widths = self.work.model.get("widths", (0,))
        return given.dim() > 1 and prod(shape_of(given)[1:]) == widths[0]

    def _tensor(self, made: torch.Tensor, name: str, *, graph: bool) -> torch.Tensor:
        if graph:
            self.leaves.append((name, made))
            return made * 1.0  # it hangs on the graph, as what a model gives does
        self.tensors.append((name, made))
        return made

    def _build(self, number: int, thing: dict[str, Any]) -> Any:
        """A thing that lives through all calls of a play."""
        model: Any = self._made.get(thing.get("of", -1))
        thing = plainly(thing)
        match thing["kind"]:
            case "tensor":
                tensor = self.work.tensors[f"given.{number}"].clone()
                return tensor.requires_grad_() if thing["graph"] else tensor
            case "optimizer":
                build = self._lead(build_optimizer)
                return build(model, thing["groups"], thing["settings"])
            case "criterion":
                return self._lead(nn.CrossEntropyLoss)()
            case "parameters":
                return parameters_of(model)
            case "loader":
                inputs, labels = self._samples(number)
                counts = self._counted[number] = [0] * shape_of(labels)[0]
                return self._lead(build_loader)(inputs, labels, counts, thing["batch_size"])
            case "file":
                return self._lead(BytesIO)()
            case "transform":
                return self._lead(Transform)(self._counting(number))
            case "schedule":
                optimizer = self._thing(thing["of"], "")
                return self._lead(build_schedule)(optimizer, thing["every"], thing["factor"])
            case "epoch":
                return self._epoch(number, thing, model)
            case "answers":
                return self._lead(Answers)(thing["values"], self._counting(number))
            case _:
                given = self.work.under(f"given.{number}")
                moves = [
                    [given[f"{turn}.{i}"] for i in range(thing["tensors"])]
                    for turn in range(thing["turns"])
                ]
                moved = parameters_of(model) + statistics_of(model)
                return self._lead(Moves)(moved, moves, self._counting(number))

    def _epoch(self, number: int, thing: dict[str, Any], model: Any) -> Any:
        optimizer = self._thing(thing["optimizer"], "")
        schedule = None if thing["schedule"] is None else self._thing(thing["schedule"], "")
        samples, counting = self._samples(number), self._counting(number)
        build = self._lead(Epoch)
        return build(model, optimizer, schedule, samples, thing["noise"], counting)

    def _samples(self, number: int) -> tuple[torch.Tensor, torch.Tensor]:
        given = self.work.under(f"given.{number}")
        return given["inputs"].clone(), given["labels"].clone()

    def _counting(self, number: int) -> Callable[[int], Any]:
        """What a function tells each of its calls to."""
        counts = self._counted[number] = []
        keeper = _keeping(counts)
        next(keeper)
        return keeper.send


def _keeping(counts: list[int]) -> Generator[None, Any, None]:
    # SECURITY: a list would lead a learner's code to the count, and it could be taken back; into
    # a generator numbers can be sent, and nothing else.
    while True:
        turn = yield
        if is_exactly(turn, int):
            counts.append(turn)
