"""Fresh random work: what a function is handed, which a submission cannot foresee.

Everything is drawn from a generator seeded by the course's seed, the submission's digest and the
check's id, so that the same submission always meets the same work, and both sides the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import torch

from grader.course.contract import Contract
from grader.errors import CourseError
from grader.examiner.calls import Call, Returned
from grader.examiner.randomness import Randomness
from grader.scenes import Work, start_of
from grader.scenes.props import Probe, build_model

# Wide enough that what depends on the size of a layer, as clipping does, shows.
USUAL = (64, 32, 10)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a function is handed and only a play can make: a model, an optimizer, a loader."""

    number: int
    kind: str


class Draw(Randomness):
    """Draws the work of one check: every method draws anew, and `work` puts it together."""

    def __init__(self, contract: Contract, *seed: str) -> None:
        super().__init__(*seed)
        self.contract = contract
        self._empty()

    def _empty(self) -> None:
        self._things: list[dict[str, Any]] = []
        self._tensors: dict[str, torch.Tensor] = {}
        self._gradients: dict[int, list[int]] = {}
        # By identity, with the tensor itself: another one may come to lie where it was.
        self._known: dict[int, tuple[torch.Tensor, Thing]] = {}

    # --- things to go in ----------------------------------------------------------------------
    def batch(self, model: Thing, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Inputs (count, width) for a model, and labels (count,)."""
        widths = self.spec(model)["widths"]
        return self.tensor(count, widths[0]), self.labels(count, widths[-1])

    def batches(
        self, model: Thing, sizes: Sequence[int]
    ) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Batches of these sizes."""
        return [self.batch(model, size) for size in sizes]

    def like(self, model: Thing, *, zero: bool = False) -> list[torch.Tensor]:
        """A tensor in the shape of each of a model's parameters."""
        drawn = [self.tensor(*shape) for shape in shapes(self.spec(model))]
        return [torch.zeros_like(numbers) for numbers in drawn] if zero else drawn

    # --- things -------------------------------------------------------------------------------
    def model(
        self,
        widths: Sequence[int] = USUAL,
        *,
        dropout: float = 0.0,
        batch_norm: bool = False,
        training: bool = True,
        idle: bool = False,
        frozen: Sequence[int] = (),
        scale: float = 1.0,
        even: bool = False,
    ) -> Thing:
        """A classifier of ours, with weights `scale` times as large as usual.

        `idle`: with a parameter that no loss depends on. `frozen`: numbers of the parameters that
        need no gradient. `even`: all weights are drawn at the same scale.
        """
        spec = {
            "widths": list(widths),
            "dropout": dropout,
            "batch_norm": batch_norm,
            "training": training,
            "idle": idle,
            "frozen": list(frozen),
            "key": self.integer(1 << 40),
        }
        place = sum(thing["kind"] == "model" for thing in self._things)
        start = f"weight.{start_of(place)}"
        for i, shape in enumerate(shapes(spec)):
            usual = 1.0 if even else shape[-1] ** -0.5 if len(shape) > 1 else 0.3
            self._tensors[f"{start}{i}"] = self.tensor(*shape, scale=usual * scale)
        return self._thing("model", spec=spec, place=place)

    def spec(self, model: Thing) -> dict[str, Any]:
        """The description of a model."""
        described: dict[str, Any] = self._things[model.number]["spec"]
        return described

    def weights(self, model: Thing) -> list[torch.Tensor]:
        """A model's parameters."""
        place = self._things[model.number]["place"]
        start = f"weight.{start_of(place)}"
        return [self._tensors[f"{start}{i}"] for i in range(len(shapes(self.spec(model))))]

    def outputs(self, model: Thing, inputs: torch.Tensor) -> torch.Tensor:
        """What a model gives for inputs in evaluation mode."""
        weights = {str(i): weight for i, weight in enumerate(self.weights(model))}
        with torch.no_grad():
            given: torch.Tensor = build_model(self.spec(model), weights).eval()(inputs)
        return given

    def optimizer(self, model: Thing, groups: int = 1, **settings: Any) -> Thing:
        """SGD over a model's parameters, dealt into groups with a learning rate of their own."""
        numbers = list(range(len(shapes(self.spec(model)))))
        dealt = [
            {"parameters": numbers[i::groups], "lr": round(self.number(0.02, 0.4), 4)}
            for i in range(groups)
        ]
        return self._thing("optimizer", of=model.number, groups=dealt, settings=settings)

    def parameters(self, model: Thing) -> Thing:
        """The list of a model's parameters."""
        return self._thing("parameters", of=model.number)

    def criterion(self) -> Thing:
        """Cross entropy, averaged over the batch."""
        return self._thing("criterion")

    def loader(self, inputs: torch.Tensor, labels: torch.Tensor, batch_size: int) -> Thing:
        """A loader of these samples in their order."""
        made = self._thing("loader", batch_size=batch_size)
        return self._with(made, inputs=inputs, labels=labels)

    def loss(self, model: Thing, inputs: torch.Tensor, labels: torch.Tensor) -> Thing:
        """The mean cross entropy of a batch, of the weights as they are when it is handed over."""
        return self._with(self._thing("loss", of=model.number), inputs=inputs, labels=labels)

    def answers(self, values: Sequence[Any]) -> Thing:
        """A function that gives one of these after another; how often it is called is seen."""
        return self._thing("answers", values=list(values))

    def moves(self, model: Thing, turns: int) -> Thing:
        """A function that moves a model's weights, each of so many times another way."""
        count = len(shapes(self.spec(model)))
        made = self._thing("moves", of=model.number, turns=turns, parameters=count)
        for turn in range(turns):
            for i, shape in enumerate(shapes(self.spec(model))):
                name = f"given.{made.number}.{turn}.{i}"
                self._tensors[name] = self.tensor(*shape, scale=0.1)
        return made

    def gradients(
        self, model: Thing, call: int = 0, *, skip: Iterable[int] = (), scale: float = 1.0
    ) -> None:
        """Let a model's parameters, but for those to skip, hold gradients before a call."""
        place, left_out = self._things[model.number]["place"], set(skip)
        self._gradients.setdefault(call, []).append(place)
        start = f"gradient.{call}.{start_of(place)}"
        for i, shape in enumerate(shapes(self.spec(model))):
            if i not in left_out:
                self._tensors[f"{start}{i}"] = self.tensor(*shape, scale=scale)

    def _thing(self, kind: str, **told: Any) -> Thing:
        self._things.append({"kind": kind, **told})
        return Thing(len(self._things) - 1, kind)

    def _with(self, thing: Thing, **tensors: torch.Tensor) -> Thing:
        for name, numbers in tensors.items():
            self._tensors[f"given.{thing.number}.{name}"] = numbers
        return thing

    # --- the whole ----------------------------------------------------------------------------
    def work(
        self,
        function: str,
        *asked: Call,
        returns: Sequence[Returned] = (),
        looks: Iterable[str] | None = None,
        scene: str = "",
        gradients_on: bool = True,
        then: tuple[str, Sequence[Call], Sequence[Returned]] | None = None,
        cotangents: Sequence[torch.Tensor] = (),
    ) -> Work:
        """Calls of a function with what was drawn so far; what is drawn next is for another work.

        returns: the parts of what a call gives. looks: what is looked at beside them and the
        weights; where nothing is said of that, the solution decides it, and what is returned, too.
        scene: the name in results. then: a method (or nothing, for a call), the calls of
        it on what the function makes, and what these give. cotangents: for each call, how the
        numbers of a returned tensor are weighted to see what flows back.
        """
        with_methods = [one for one in asked if one.method]
        calls = [one for one in asked if not one.method]
        first = len(calls) if any(t["kind"] == "model" for t in self._things) else 0
        names = [p.name for p in self.contract.definitions[function].parameters]
        params: dict[str, Any] = {
            "function": function,
            "calls": [self._told(one, i, names) for i, one in enumerate(calls)],
            "returns": [part.told() for part in returns],
            **({} if looks is None else {"looks": sorted(looks)}),
            "gradients on": gradients_on,
        }
        if then is not None:
            method, uses, gives = then
            params["then"] = {
                "method": method,
                "first": first,
                "calls": [self._told(one, i, []) for i, one in enumerate(uses, first)],
                "returns": [part.told() for part in gives],
            }
        if with_methods:
            params["uses"] = self._uses(function, len(calls), with_methods)
        params["things"] = self._things
        weighted = {f"cotangent.{i}": numbers for i, numbers in enumerate(cotangents)}
        made = Work(scene or function, "given", params, self._tensors | weighted)
        self._empty()
        return made

    def _uses(self, made: str, times: int, calls: Iterable[Call]) -> list[dict[str, Any]]:
        """Methods of what a class makes, and numbers to overwrite its weights with."""
        if times != 1:
            raise CourseError(f"{made}: write one call(...), then each method(...)")
        self._tensors["pool"] = self.tensor(1000, scale=0.1)
        return [
            self._told(one, i, []) | {"method": one.method, "returns": []}
            for i, one in enumerate(calls, 1)
        ]

    def _told(self, one: Call, number: int, names: list[str]) -> dict[str, Any]:
        """A call as it is described; arguments beyond the known parameters have no name."""
        count = len(one.arguments)
        return {
            "arguments": [self._argument(value) for value in one.arguments],
            "names": (names + [""] * count)[:count],
            "named": {name: self._argument(value) for name, value in one.named},
            "gradients": self._gradients.get(number, []),
        }

    def _argument(self, value: Any) -> Any:
        if isinstance(value, Thing):
            return {"thing": value.number}
        if isinstance(value, torch.Tensor):
            return {"thing": self._tensor(value).number}
        if isinstance(value, list):
            return [self._argument(part) for part in value]
        if isinstance(value, tuple):
            return {"tuple": [self._argument(part) for part in value]}
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        raise CourseError(
            f"a function cannot be handed a {type(value).__name__}; hand over numbers, texts, "
            "tensors, lists, tuples and what `draw` makes"
        )

    def _tensor(self, numbers: torch.Tensor) -> Thing:
        """A tensor as a thing: the same one where it is handed over again."""
        if id(numbers) not in self._known:
            made = self._thing("tensor", graph=numbers.requires_grad)
            self._tensors[f"given.{made.number}"] = numbers.detach()
            self._known[id(numbers)] = numbers, made
        return self._known[id(numbers)][1]

    # --- a class, and a training --------------------------------------------------------------
    def class_work(
        self,
        name: str,
        widths: Sequence[int],
        inputs: Sequence[torch.Tensor],
        *,
        returns: str = "returned",
        affine: bool = False,
        scale: float = 1.0,
    ) -> Work:
        """Known weights for a class of linear layers, `scale` times as usual, and inputs to run.

        affine: whether its layer may take the numbers of an input in any order.
        """
        tensors = {key: given * scale for key, given in self.given_weights(widths).items()}
        for i, batch in enumerate(inputs):
            tensors[f"inputs.{i}"] = batch
            tensors[f"cotangent.{i}"] = self.tensor(len(batch), widths[-1])
        params: dict[str, Any] = {
            "function": name,
            "arguments": [],
            "calls": [{} for _ in inputs],
            "returns": returns,
            "affine": list(inputs[0].shape[1:]) if affine else None,
        }
        return Work(name, "construct", params, tensors)

    def given_weights(self, widths: Sequence[int]) -> dict[str, torch.Tensor]:
        """Weights by size for `give_weights`, distributed as `nn.Linear` initialises them."""
        tensors = {"pool": self.tensor(1000, scale=0.05)}
        for i, (inputs, outputs) in enumerate(itertools.pairwise(widths)):
            bound = inputs**-0.5
            tensors[f"given.{i}.matrix"] = self.uniform(bound, outputs, inputs)
            tensors[f"given.{i}.offset"] = self.uniform(bound, outputs)
        return tensors

    def training(
        self,
        scene: str,
        widths: Sequence[int],
        epochs: int,
        shapes: Sequence[Sequence[int]] | None = None,
        **settings: Any,
    ) -> Work:
        """Initial weights and the order of the samples in each epoch of the real training.

        `shapes` are those of the parameters, where they are not those of linear layers in a row.
        """
        orders = [self.integer(1 << 40) for _ in range(epochs)]
        params: dict[str, Any] = {"widths": list(widths), "orders": orders, **settings}
        weights = self.given_weights(widths)
        for i, shape in enumerate(shapes or ()):
            bound = max(1, prod(shape[1:])) ** -0.5 if len(shape) > 1 else 0.1
            weights[f"given.{i}.weight"] = self.uniform(bound, *shape)
        return Work(scene, "training", params, weights)


_SHAPES: dict[str, list[tuple[int, ...]]] = {}


def shapes(spec: dict[str, Any]) -> list[tuple[int, ...]]:
    """The shapes of a described model's parameters, in order."""
    key = repr([spec["widths"], spec["batch_norm"], spec["idle"]])
    if key not in _SHAPES:
        _SHAPES[key] = [tuple(p.shape) for p in Probe(spec).parameters()]
    return _SHAPES[key]
