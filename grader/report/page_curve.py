"""The loss of each epoch as two lines in a picture: the learner's and the reference's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 44.0, 400.0, 26.0, 180.0
# A loss that runs away is cut off here, so that the reference's line stays readable.
HIGHEST = 3.0
ALIKE = 0.02


@dataclass(frozen=True, slots=True)
class Line:
    """The points of one line, as an SVG polyline takes them, and its last loss in words."""

    points: tuple[tuple[float, float], ...]
    last: float
    leaves: bool

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Curve:
    """Both lines with the ticks of the axes: (position, label); `title` says whose training."""

    yours: Line
    reference: Line | None
    losses: tuple[tuple[float, float], ...]
    epochs: tuple[tuple[float, int], ...]
    alike: bool
    title: str


def curve_of(
    yours: Sequence[float], reference: Sequence[float], title: str = "your training"
) -> Curve | None:
    """The picture of the losses; None where there is nothing to draw."""
    finite = [loss for loss in (*yours, *reference) if math.isfinite(loss)]
    if not yours or not finite:
        return None
    highest = max(finite)
    if reference and all(map(math.isfinite, reference)):
        highest = min(highest, HIGHEST * max(reference))
    step = _tick(highest)
    top = step * max(1, math.ceil(highest / step))
    count = max(len(yours), len(reference))
    ticks = [step * i for i in range(round(top / step) + 1)]
    every = -(-count // 10)
    return Curve(
        _line(yours, count, top),
        _line(reference, count, top) if reference else None,
        tuple((_y(loss, top), loss) for loss in ticks),
        tuple((_x(i, count), i + 1) for i in range(0, count, every)),
        len(yours) == len(reference) and all(map(_alike, yours, reference)),
        title,
    )


def _alike(one: float, other: float) -> bool:
    return math.isfinite(one) and abs(one - other) <= ALIKE * max(abs(other), 0.1)


def _line(losses: Sequence[float], count: int, top: float) -> Line:
    drawn = [min(loss, top) if math.isfinite(loss) else top for loss in losses]
    places = tuple((_x(i, count), _y(max(0.0, loss), top)) for i, loss in enumerate(drawn))
    leaves = any(not math.isfinite(loss) or loss > top for loss in losses)
    return Line(places, losses[-1], leaves)


def _tick(highest: float) -> float:
    """A round distance between the lines of a grid: three to six of them."""
    if highest <= 0:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(highest))
    return next(power * f for f in (0.2, 0.25, 0.5, 1, 2, 2.5) if highest / (power * f) <= 5)


def _x(epoch: int, count: int) -> float:
    share = 0.5 if count == 1 else epoch / (count - 1)
    return round(LEFT + 16 + share * (RIGHT - LEFT - 32), 1)


def _y(loss: float, top: float) -> float:
    return round(BOTTOM - loss / top * (BOTTOM - TOP), 1)
