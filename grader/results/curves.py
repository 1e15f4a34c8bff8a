"""The curves of a training, as a program reports them and as they are measured."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

# What an eye can tell apart on a curve: a share of the loss, and an accuracy.
VISIBLE_LOSS, VISIBLE_ACCURACY = 0.1, 0.03


@dataclass(frozen=True, slots=True)
class Curves:
    """One number an epoch: the losses and the accuracy that a program reports, and the true one.

    `training_loss` is what it returns from training, `loss` and `accuracy` what it returns from
    evaluating digits that it has not seen; `measured` is the accuracy on these as it really is.
    `gradient` is the length of the gradient that an epoch leaves, 0 where there is none.
    """

    training_loss: tuple[float, ...]
    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    measured: tuple[float, ...]
    gradient: tuple[float, ...] = ()


def look_different(one: Curves, other: Curves) -> bool:
    """Whether an eye can tell two trainings apart."""
    return any(
        _differ(a, b, relative="loss" in curve.name)
        for curve in fields(Curves)
        if curve.name != "gradient"
        for a, b in zip(getattr(one, curve.name), getattr(other, curve.name), strict=True)
    )


def _differ(one: float, other: float, *, relative: bool) -> bool:
    if not (math.isfinite(one) and math.isfinite(other)):
        return one is not other
    least = VISIBLE_LOSS * max(abs(one), abs(other), 0.1) if relative else VISIBLE_ACCURACY
    return abs(one - other) > least
