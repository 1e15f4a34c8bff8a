"""Where a training starts: initial weights for a model of any layers, and the order of samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import torch
from torch import nn

from grader.datasets import SIDE
from grader.errors import CourseError
from grader.examiner.draw import Draw
from grader.examiner.solutions import Solutions
from grader.scenes import Work, asking
from grader.scenes.training import names_by_size


def training_work(
    draw: Draw,
    solutions: Solutions,
    parts: Mapping[str, str],
    epochs: int,
    own: Sequence[str],
    lr: float,
    batch_size: int,
    *,
    relabels: bool = False,
    own_start: bool = False,
    shape: Sequence[int] = (1, SIDE, SIDE),
) -> Work:
    """A training of the pieces by role, of which `own` are the learner's; samples have a shape.

    `relabels`: the classes change their labels, so that nobody knows beforehand where it leads.
    `own_start`: it starts from the initial values of the learner's own model, where that serves.
    """
    model = solutions.functions()[parts["model"]]()
    _told_apart(model)
    parameters = list(model.parameters())
    widths = widths_of(parameters)
    return draw.training(
        f"train {parts['model']}",
        widths,
        epochs,
        shapes=None if widths else [list(parameter.shape) for parameter in parameters],
        own=list(own),
        labels=draw.permutation(parameters[-1].shape[0]) if relabels else None,
        parts=dict(parts),
        lr=lr,
        batch_size=batch_size,
        **{"own start": own_start and parts["model"] in own},
        # A single layer may take the pixels in any order, so it is read as the map that it is.
        affine=list(shape) if len(widths) == 2 else None,
    )


def widths_of(parameters: Sequence[torch.Tensor]) -> list[int]:
    """The sizes of the layers of a model, the inputs first; none where not all are linear."""
    weights = [p for p in parameters if p.dim() == 2]
    widths = [p.shape[1] for p in weights[:1]] + [p.shape[0] for p in weights]
    alike = [[b, a] for a, b in pairwise(widths)]
    shapes = [list(p.shape) for p in parameters]
    return widths if shapes == [s for pair in alike for s in (pair, pair[:1])] else []


def names_of(model: nn.Module) -> list[str]:
    """The name of each of a model's parameters, by size, in the model's own order."""
    found = [parameter for *_, parameter in asking.by_role(model)]
    names = {id(p): name for p, name in zip(found, names_by_size(found), strict=True)}
    return [names[id(parameter)] for parameter in model.parameters()]


def _told_apart(model: nn.Module) -> None:
    """Raises: CourseError, where two parameters are alike in size and in what they are for."""
    alike = [(p.numel(), *roles) for *roles, p in asking.by_role(model)]
    if len({*alike}) < len(alike):
        sizes = [parameter.numel() for parameter in model.parameters()]
        raise CourseError(
            f"two parameters of a trained model have as many numbers ({sizes}): they are told "
            "apart by that; give its layers other sizes"
        )
