"""The work of this course's checks: models, batches, groups and gradients for each function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from grader.examiner.calls import CRITERION, OPTIMIZER, call, number, tensor
from grader.examiner.draw import Draw, Thing
from grader.scenes import Work

LINEAR = (784, 10)
SMALL = (784, 12, 10)
HIDDEN = (784, 128, 10)
DEEP = (784, 12, 8, 10)
DIGITS = 10


def images(draw: Draw, size: int) -> torch.Tensor:
    """Images (size, 1, 28, 28) in [0, 1], about half of each dark as a digit's are."""
    noise = torch.rand((size, 1, 28, 28), generator=draw.generator)
    return (noise * 1.6 - 0.6).clamp_(0, 1)


def batch(draw: Draw, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Images and labels."""
    return images(draw, size), draw.labels(size, DIGITS)


def _model(draw: Draw, widths: Sequence[int] = SMALL, **more: Any) -> Thing:
    return draw.model(widths, **more)


def simple_nn(draw: Draw, sizes: Sequence[int]) -> Work:
    """Known weights for SimpleNN, and batches to run."""
    inputs = [images(draw, size) for size in sizes]
    return draw.class_work("SimpleNN", LINEAR, inputs, returns="logits", affine=True)


def hidden_nn(draw: Draw, sizes: Sequence[int], scale: float = 1.0) -> Work:
    """The same for HiddenNN, with weights `scale` times as large."""
    inputs = [images(draw, size) for size in sizes]
    return draw.class_work("HiddenNN", HIDDEN, inputs, returns="logits", scale=scale)


def forward(draw: Draw, size: int, **model: Any) -> Work:
    """A model and a batch of images."""
    return draw.work(
        "forward",
        call(_model(draw, **model), images(draw, size)),
        returns=[tensor("logits")],
        looks=["argument", "buffer", "mode", "passes", "gradients on", "input as given"],
        cotangents=[draw.tensor(size, DIGITS)],
    )


def criterion(draw: Draw, sizes: Sequence[int]) -> Work:
    """Batches of logits with labels, for what make_criterion gives."""
    uses = [call(*_logits(draw, size)) for size in sizes]
    return draw.work(
        "make_criterion",
        call(),
        returns=[CRITERION],
        looks=["shape"],
        then=("", uses, [tensor("loss")]),
        scene="criterion",
    )


def losses(draw: Draw, sizes: Sequence[int], scale: float = 3.0) -> Work:
    """Batches of logits with labels."""
    plain = draw.criterion()
    calls = [call(plain, *_logits(draw, size, scale)) for size in sizes]
    return draw.work(
        "compute_loss",
        *calls,
        returns=[tensor("loss")],
        looks=["argument", "shape"],
        scene="loss",
    )


def _logits(draw: Draw, size: int, scale: float = 3.0) -> tuple[torch.Tensor, torch.Tensor]:
    return draw.tensor(size, DIGITS, scale=scale, graph=True), draw.labels(size, DIGITS)


def backward(
    draw: Draw, sizes: Sequence[int], *, groups: int = 1, stale: bool = True, **model: Any
) -> Work:
    """Losses on new batches, over gradients that may be there already."""
    given = _model(draw, **model)
    optimizer = draw.optimizer(given, groups)
    if stale:
        draw.gradients(given)
    calls = [call(optimizer, draw.loss(given, *batch(draw, size))) for size in sizes]
    return draw.work("backward", *calls, looks=["gradient"])


def optimizer(draw: Draw, updates: int, how: str, **model: Any) -> Work:
    """A model for make_optimizer, and gradients for the updates by what it makes."""
    # Large weights and small gradients: a weight decay of 0.0001 shows as much as momentum.
    given = _model(draw, scale=3, even=True, **model)
    for update in range(1, updates + 1):
        draw.gradients(given, update, skip=model.get("frozen", ()), scale=0.02)
    rate = round(draw.number(0.02, 0.4), 4)
    made = {"default": call(given), "position": call(given, rate), "name": call(given, lr=rate)}
    return draw.work(
        "make_optimizer",
        made[how],
        returns=[OPTIMIZER],
        looks=[],
        then=("step", [call()] * updates, []),
        scene="optimizer",
    )


def step(draw: Draw, calls: int, *, groups: int = 1, empty: int = 0, **model: Any) -> Work:
    """Given gradients for each of several updates; the first `empty` have none."""
    given = _model(draw, **model)
    for update in range(calls):
        draw.gradients(given, update, skip=range(empty))
    made = draw.optimizer(given, groups)
    return draw.work("step", *[call(made)] * calls, looks=["gradients kept"])


def train_step(draw: Draw, sizes: Sequence[int], *, groups: int = 1, **model: Any) -> Work:
    """Several batches in a row for train_step."""
    given = _model(draw, **model)
    plain, made = draw.criterion(), draw.optimizer(given, groups)
    calls = [call(given, plain, made, *batch(draw, size)) for size in sizes]
    return draw.work("train_step", *calls, returns=[number("loss")], looks=["buffer"])


def train_epoch(
    draw: Draw, size: int, batch_size: int, *, epochs: int = 1, groups: int = 1, **model: Any
) -> Work:
    """A dataset whose last batch is smaller, for one or more epochs."""
    # Larger weights, so that the losses of single samples lie far apart.
    given = _model(draw, scale=3, **model)
    plain, made, samples = draw.criterion(), draw.optimizer(given, groups), batch(draw, size)
    calls = [call(given, plain, made, draw.loader(*samples, batch_size)) for _ in range(epochs)]
    return draw.work("train_epoch", *calls, returns=[number("loss")], looks=["buffer"])


def evaluate(
    draw: Draw, size: int, batch_size: int, *, gradients_on: bool = True, **model: Any
) -> Work:
    """A dataset whose last batch is smaller, for evaluate."""
    given = _model(draw, scale=3, **model)
    inputs = images(draw, size)
    labels = _mostly_right(draw, given, inputs)
    return draw.work(
        "evaluate",
        call(given, draw.criterion(), draw.loader(inputs, labels, batch_size)),
        returns=[number("loss", tensors=True), number("accuracy", tensors=True)],
        looks=["buffer", "mode", "requires gradient", "graph", "gradients on"],
        gradients_on=gradients_on,
    )


def _mostly_right(draw: Draw, model: Thing, inputs: torch.Tensor) -> torch.Tensor:
    """Two thirds of the samples labelled as the model would, the last one by its second guess.

    So the accuracy is neither 0 nor 1, and that of a small last batch is far from it; and whoever
    counts second guesses counts another number.
    """
    guesses = draw.outputs(model, inputs).argsort(dim=1, descending=True)
    answers = guesses[:, 0]
    agree = torch.rand(answers.shape, generator=draw.generator) < 2 / 3
    labels = torch.where(agree, answers, (answers + 1 + draw.integer(9)) % DIGITS)
    labels[0], labels[-1] = answers[0], guesses[-1, 1]
    return labels
