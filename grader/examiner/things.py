"""The things that a work hands over, and what goes into them, each drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from grader.examiner.randomness import Randomness
from grader.scenes import start_of
from grader.scenes.props import Model, build_model

# Wide enough that what depends on the size of a layer, as clipping does, shows.
USUAL = (64, 32, 10)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a function is handed and only a play can make: a model, an optimizer, a loader."""

    number: int
    kind: str


class Things(Randomness):
    """Draws what one work hands over; each thing is described, and has a number."""

    def __init__(self, *seed: str) -> None:
        super().__init__(*seed)
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
        """A function that moves a model, each of so many times another way: weights, statistics."""
        weights, held = shapes(self.spec(model)), statistics(self.spec(model))
        count = len(weights) + len(held)
        made = self._thing("moves", of=model.number, turns=turns, tensors=count)
        for turn in range(turns):
            for i, shape in enumerate([*weights, *held]):
                drawn = self.tensor(*shape, scale=0.1)
                # A variance stays above 0.
                self._tensors[f"given.{made.number}.{turn}.{i}"] = (
                    drawn if i < len(weights) else drawn.abs()
                )
        return made

    def transform(self) -> Thing:
        """A function that adds the number of its call to a tensor: each time it gives another."""
        return self._thing("transform")

    def file(self) -> Thing:
        """An open file, empty at first; each call finds it at its beginning."""
        return self._thing("file")

    def schedule(self, optimizer: Thing, every: int = 2, factor: float = 0.5) -> Thing:
        """A schedule that multiplies an optimizer's rates by a factor every so many steps."""
        return self._thing("schedule", of=optimizer.number, every=every, factor=factor)

    def epoch(
        self, model: Thing, optimizer: Thing, schedule: Thing | None = None, noise: float = 0.0
    ) -> Thing:
        """A function that trains a model for an epoch, with noise from PyTorch's own generator."""
        made = self._thing(
            "epoch", of=model.number, optimizer=optimizer.number, noise=noise,
            schedule=None if schedule is None else schedule.number,
        )  # fmt: skip
        inputs, labels = self.batch(model, 8)
        return self._with(made, inputs=inputs, labels=labels)

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


_SHAPES: dict[str, list[tuple[int, ...]]] = {}


def shapes(spec: dict[str, Any]) -> list[tuple[int, ...]]:
    """The shapes of a described model's parameters, in order."""
    key = repr([spec["widths"], spec["batch_norm"], spec["idle"]])
    if key not in _SHAPES:
        _SHAPES[key] = [tuple(p.shape) for p in Model(spec).parameters()]
    return _SHAPES[key]


def statistics(spec: dict[str, Any]) -> list[tuple[int, ...]]:
    """The shapes of a described model's running statistics, in order."""
    return [tuple(b.shape) for b in Model(spec).buffers() if b.is_floating_point()]
