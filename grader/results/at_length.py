"""What a training at length gave: each of its epochs, and pictures of what it learned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from grader.results.trained import Metrics, Misread

# The figures of a training, in the order in which they are told.
FIGURES = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch, or where it is 0 the start: what the learner's code says, and what was measured.

    `loss` is what their loop returned, `own_loss` and `own_accuracy` what their function for
    measuring says of the samples that were trained on; None where it gave no number.
    """

    number: int
    loss: float | None
    own_loss: float | None
    own_accuracy: float | None
    measured: Metrics

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """Read back what `asdict` gave."""
        return cls(**{**document, "measured": Metrics(**document["measured"])})


@dataclass(frozen=True, slots=True)
class Picture:
    """The weights of one output as PNG files in base64, each with a scale of its own."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What is left of a training: what it misreads of what it was trained on, and its weights.

    `wrong` of `samples` are misread; `misread` holds some of these. `units` is the number of
    outputs of the first layer, of which `pictures` shows all, or those that moved most.
    """

    samples: int = 0
    wrong: int = 0
    misread: tuple[Misread, ...] = ()
    units: int = 0
    pictures: tuple[Picture, ...] = ()

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """Read back what `asdict` gave."""
        digits = tuple(Misread(**each) for each in document["misread"])
        pictures = tuple(Picture(**each) for each in document["pictures"])
        return cls(**{**document, "misread": digits, "pictures": pictures})


@dataclass(frozen=True, slots=True)
class AtLength:
    """A training as far as it went: its epochs, the start first, of `planned` beyond that.

    `ended` says in a sentence what ended it early, if anything did, and `why` of which kind that
    is; `measure` names the learner's function for measuring, where the course has one.
    """

    model: str
    loop: str
    measure: str
    dataset: str
    planned: int
    targets: Metrics | None = None
    epochs: tuple[Epoch, ...] = ()
    learned: Learned | None = None
    ended: str = ""
    why: str = ""
    seconds: float = 0.0

    def after(self, epoch: Epoch, seconds: float) -> AtLength:
        """The same with one epoch more."""
        return replace(self, epochs=(*self.epochs, epoch), seconds=seconds)

    @property
    def done(self) -> int:
        """The epochs that are done."""
        return max(0, len(self.epochs) - 1)

    @property
    def last(self) -> Metrics | None:
        """What was measured last."""
        return self.epochs[-1].measured if self.epochs else None

    @property
    def reached(self) -> Mapping[str, bool]:
        """For each figure of the targets whether it is at least as good, as it is written."""
        if self.targets is None or self.last is None:
            return {}
        return {name: _is_reached(name, self.last, self.targets) for name in FIGURES}

    @property
    def disagreement(self) -> tuple[float, float] | None:
        """The accuracy that the learner's function says and the one measured, where they differ."""
        if not self.epochs or self.epochs[-1].own_accuracy is None:
            return None
        said, measured = self.epochs[-1].own_accuracy, self.epochs[-1].measured.train_accuracy
        return (said, measured) if not abs(said - measured) <= SAME else None


# How far two measurements of one accuracy may lie apart by rounding.
SAME = 1e-3


def _is_reached(name: str, got: Metrics, wanted: Metrics) -> bool:
    """A loss to two decimals, an accuracy to a percent: as a training is mostly told of."""
    value, goal = getattr(got, name), getattr(wanted, name)
    if not math.isfinite(value):
        return False
    value, goal = round(value, 2), round(goal, 2)
    return bool(value <= goal if name.endswith("loss") else value >= goal)


def to_json(part: Epoch | Learned) -> dict[str, Any]:
    """Plain values, as they travel."""
    values: dict[str, Any] = asdict(part)
    return values
