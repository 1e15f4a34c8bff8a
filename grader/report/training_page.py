"""A training at length as one self-contained page: curves, figures, mistakes and weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.report.inline import self_contained
from grader.report.page import TEMPLATES
from grader.report.text import number, percent
from grader.results.at_length import FIGURES, AtLength, Epoch
from grader.results.trained import Metrics

LEFT, RIGHT, TOP, BOTTOM = 48.0, 400.0, 20.0, 170.0
# Lines lie on points as many as there are pixels, not on thousands.
MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a picture: the class that draws it, its points, and what it is in words."""

    kind: str
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Curves over the epochs with the course's targets as level lines: (height, kind)."""

    title: str
    lines: tuple[Line, ...]
    targets: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    epochs: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One training with its pictures, and the figures that are not reached yet."""

    training: AtLength
    loss: Picture
    accuracy: Picture
    missed: tuple[str, ...]


def training_page(trainings: Sequence[AtLength]) -> str:
    """The page of some trainings, those that did not begin too."""
    parts = [_part(training) for training in trainings if training.done]
    absent = [training for training in trainings if not training.done]
    return self_contained(
        TEMPLATES, "training.html", style="page.css", parts=parts, absent=absent,
        figures=FIGURES, title="Your training",
    )  # fmt: skip


def _part(training: AtLength) -> Part:
    missed = (name for name, reached in training.reached.items() if not reached)
    return Part(training, _losses(training), _accuracies(training), tuple(map(_words, missed)))


def _words(figure: str) -> str:
    return figure.replace("train_", "training_").replace("_", " ")


def _losses(training: AtLength) -> Picture:
    return _picture(
        "Loss",
        training,
        {
            "yours": ("training, as your code returns it", lambda e: e.loss),
            "held": ("validation, measured", lambda e: e.measured.validation_loss),
        },
        lambda targets: (targets.train_loss, targets.validation_loss),
        span=None,
        written=number,
    )


def _accuracies(training: AtLength) -> Picture:
    return _picture(
        "Accuracy",
        training,
        {
            "yours": ("training, measured", lambda e: e.measured.train_accuracy),
            "held": ("validation, measured", lambda e: e.measured.validation_accuracy),
        },
        lambda targets: (targets.train_accuracy, targets.validation_accuracy),
        span=(0.5, 1.0),
        written=lambda share: percent(share).replace(".0 ", " "),
    )


def _picture(
    title: str,
    training: AtLength,
    curves: dict[str, tuple[str, Callable[[Epoch], float | None]]],
    goals: Callable[[Metrics], tuple[float, float]],
    *,
    span: tuple[float, float] | None,
    written: Callable[[float], str],
) -> Picture:
    epochs = training.epochs[1:]
    every = max(1, len(epochs) // MOST_POINTS)
    kept = epochs[::every] if every == 1 else (*epochs[::every], epochs[-1])
    values = {kind: [of(epoch) for epoch in kept] for kind, (_, of) in curves.items()}
    known = [v for line in values.values() for v in line if v is not None and math.isfinite(v)]
    low, high = span or (0.0, _round_up(max(known, default=1.0)))
    if span and min(known, default=low) < low:
        low = 0.0

    def height(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    lines = [
        Line(kind, _path(values[kind], kept, height), words) for kind, (words, _) in curves.items()
    ]
    ticks = [low + (high - low) * i / 4 for i in range(5)]
    targets = goals(training.targets) if training.targets else ()
    return Picture(
        title,
        tuple(lines),
        tuple((height(goal), kind) for goal, kind in zip(targets, curves, strict=False)),
        tuple((height(value), written(value)) for value in ticks),
        tuple((_across(n, training.done), n) for n in _marked(training.done)),
    )


def _path(
    values: Sequence[float | None], kept: Sequence[Epoch], height: Callable[[float], float]
) -> str:
    count = kept[-1].number
    return " ".join(
        f"{_across(epoch.number, count):g},{height(value):g}"
        for epoch, value in zip(kept, values, strict=True)
        if value is not None and math.isfinite(value)
    )


def _across(epoch: int, count: int) -> float:
    share = 0.5 if count == 1 else (epoch - 1) / (count - 1)
    return round(LEFT + 8 + share * (RIGHT - LEFT - 16), 1)


def _marked(count: int) -> list[int]:
    """The epochs that are numbered under a picture."""
    every = max(1, -(-count // 8))
    return [1, *range(every, count, every), count] if count > 8 else [*range(1, count + 1)]


def _round_up(value: float) -> float:
    """The next round number above: 1, 2 or 4 in its decimal place."""
    power: float = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(power * step for step in (1, 2, 4, 10) if value <= power * step)
