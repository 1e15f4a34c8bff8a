"""The work of this course's checks: models, batches, groups and gradients for each function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from grader.examiner.calls import CRITERION, OPTIMIZER, call, number, tensor
from grader.examiner.draw import Draw, Thing
from grader.scenes import Work

from .pictures import DIGITS, EASY, SURE, batch, images, sure_of

LINEAR = (784, 10)
SMALL = (784, 12, 10)
HIDDEN = (784, 128, 10)
DEEP = (784, 12, 8, 10)
# What is looked at of a single pass of a model.
IN_ONE_PASS = ["argument", "buffer", "mode", "passes", "gradients on", "input as given"]
# How a training or an evaluation leaves what it was handed.
LEFT = ["buffer", "requires gradient", "kept"]
HOW_SURE = (7.0, SURE + 10)
# More samples than anybody takes for all of them; in more than fifty batches of five.
MANY = 258


def _model(draw: Draw, widths: Sequence[int] = SMALL, **more: Any) -> Thing:
    return draw.model(widths, **more)


def simple_nn(draw: Draw, sizes: Sequence[int], scale: float = 1.0) -> Work:
    """Known weights for SimpleNN, `scale` times as large as usual, and batches to run."""
    inputs = [images(draw, size) for size in sizes]
    return draw.class_work("SimpleNN", LINEAR, inputs, returns="logits", affine=True, scale=scale)


def simple_nn_alone(draw: Draw) -> Work:
    """SimpleNN as it is made, which need not run yet."""
    return draw.class_work("SimpleNN", LINEAR, [], returns="logits")


def hidden_nn(draw: Draw, sizes: Sequence[int], scale: float = 1.0) -> Work:
    """The same for HiddenNN, with weights `scale` times as large."""
    inputs = [images(draw, size) for size in sizes]
    return draw.class_work("HiddenNN", HIDDEN, inputs, returns="logits", scale=scale)


def forward(draw: Draw, sizes: Sequence[int], *, bright: float = 1.0, **model: Any) -> Work:
    """A model and batches of images, of which the last is `bright`."""
    given = _model(draw, **model)
    batches = [images(draw, size) for size in sizes]
    batches[-1] *= bright
    return draw.work(
        "forward",
        *[call(given, batch) for batch in batches],
        returns=[tensor("logits")],
        looks=IN_ONE_PASS,
        cotangents=[draw.tensor(size, DIGITS) for size in sizes],
    )


def forward_when_sure(draw: Draw) -> Work:
    """A model that is sure of some images, and less so of the same ones where they are darker."""
    given = _model(draw)
    pictures, _ = sure_of(draw, given, 4)
    calls = [call(given, pictures * bright) for bright in (EASY / 2, EASY, 1.0)]
    return draw.work("forward", *calls, returns=[tensor("logits")], looks=IN_ONE_PASS)


def criterion(draw: Draw, sizes: Sequence[int]) -> Work:
    """Batches of logits with labels, for what make_criterion gives."""
    uses = [call(*_logits(draw, size)) for size in sizes]
    uses += [call(*_logits(draw, 5, scale=1.0, sure=sure)) for sure in HOW_SURE]
    return draw.work(
        "make_criterion",
        call(),
        returns=[CRITERION],
        looks=["shape"],
        then=("", uses, [tensor("loss")]),
        scene="criterion",
    )


def losses(draw: Draw, sizes: Sequence[int], *, of_any_size: bool = False) -> Work:
    """Batches of logits with labels; losses `of_any_size` come on top, 0 among them."""
    plain = draw.criterion()
    calls = [call(plain, *_logits(draw, size)) for size in sizes]
    if of_any_size:
        calls += [call(plain, *_logits(draw, 8, scale=9.0))]
        calls += [call(plain, *_logits(draw, 6, scale=1.0, sure=sure)) for sure in HOW_SURE]
        calls += [call(plain, *_logits(draw, 7, scale=0.0))]
    looks = ["argument", "shape", "kept"]
    return draw.work("compute_loss", *calls, returns=[tensor("loss")], looks=looks, scene="loss")


def _logits(
    draw: Draw, size: int, scale: float = 3.0, sure: float = 0.0
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits, those of the right labels larger by `sure`."""
    logits, labels = draw.tensor(size, DIGITS, scale=scale), draw.labels(size, DIGITS)
    logits[range(size), labels] += sure
    return logits.requires_grad_(), labels


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


def losses_of_any_size(draw: Draw) -> Work:
    """Losses for backward: large, that of equal logits, small, and 0.

    Each of a model of its own: what is not cleared is asked for elsewhere, and paid for once.
    """
    calls = []
    for size, other in ((1.0, 1), (0.0, 0), (EASY, 0), (1.0, 0)):
        given = _model(draw)
        pictures, labels = sure_of(draw, given, 5)
        labels = (labels + other * (1 + draw.integer(9))) % DIGITS
        calls.append(call(draw.optimizer(given), draw.loss(given, pictures * size, labels)))
    return draw.work("backward", *calls, looks=["gradient"])


def optimizer(draw: Draw, updates: int, how: str, **model: Any) -> Work:
    """A model for make_optimizer, and gradients for the updates by what it makes."""
    # Large weights and small gradients: a weight decay of 0.0001 shows as much as momentum.
    given = _model(draw, scale=3, even=True, **model)
    # Those before the last are larger: what an optimizer keeps of them shows, however little it is.
    for update in range(1, updates + 1):
        scale = 0.02 if update == updates else 2.0
        draw.gradients(given, update, skip=model.get("frozen", ()), scale=scale)
    # One that is handed over by position may be larger than 1.
    rate = round(draw.number(0.02, 0.4) * (6 if how == "position" else 1), 4)
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


def many_steps(draw: Draw, calls: int) -> Work:
    """So many updates of a small model in two groups, two of its weights without gradients.

    Those of the second are tiny, those of the last large.
    """
    given = _model(draw, (20, 12, 10))
    scales = [1.0, 1e-4, *[1.0] * (calls - 3), 100.0]
    for update, scale in enumerate(scales):
        draw.gradients(given, update, skip=range(2), scale=scale)
    made = draw.optimizer(given, 2)
    return draw.work("step", *[call(made)] * calls, looks=["gradients kept"])


def train_step(draw: Draw, sizes: Sequence[int], *, groups: int = 1, **model: Any) -> Work:
    """Several batches in a row for train_step."""
    given = _model(draw, **model)
    plain, made = draw.criterion(), draw.optimizer(given, groups)
    calls = [call(given, plain, made, *batch(draw, size)) for size in sizes]
    return draw.work("train_step", *calls, returns=[number("loss")], looks=LEFT)


def sure_steps(draw: Draw) -> Work:
    """Batches for train_step whose losses are small, 0 and large, one after another."""
    given = _model(draw)
    plain, made = draw.criterion(), draw.optimizer(given)
    pictures, labels = sure_of(draw, given, 4)
    others = (labels + 1 + draw.integer(9)) % DIGITS
    batches = [(pictures * EASY, labels), (pictures, labels), (pictures * 0.1, others)]
    calls = [call(given, plain, made, *batch) for batch in batches]
    return draw.work("train_step", *calls, returns=[number("loss")], looks=LEFT)


def sure_epoch(draw: Draw) -> Work:
    """A dataset for train_epoch with a small loss between those of nearly black images.

    Such images hardly move more than biases, and one layer alone stays sure of the others then.
    """
    given = _model(draw, LINEAR)
    plain, made = draw.criterion(), draw.optimizer(given)
    pictures, labels = sure_of(draw, given, 4)
    inputs = torch.cat([pictures * bright for bright in (0.01, EASY, 0.02)])
    only = call(given, plain, made, draw.loader(inputs, labels.repeat(3), 4))
    return draw.work("train_epoch", only, returns=[number("loss")], looks=LEFT)


def sure_step(draw: Draw) -> Work:
    """A batch for train_step whose loss is exactly 0: after another step it may be no more."""
    given = _model(draw)
    made = draw.optimizer(given)
    only = call(given, draw.criterion(), made, *sure_of(draw, given, 4))
    return draw.work("train_step", only, returns=[number("loss")], looks=LEFT)


def train_epoch(
    draw: Draw, size: int, batch_size: int, *, epochs: int = 1, groups: int = 1, **model: Any
) -> Work:
    """A dataset whose last batch is smaller, for one or more epochs."""
    # Larger weights, so that the losses of single samples lie far apart.
    given = _model(draw, scale=3, **model)
    plain, made, samples = draw.criterion(), draw.optimizer(given, groups), batch(draw, size)
    calls = [call(given, plain, made, draw.loader(*samples, batch_size)) for _ in range(epochs)]
    return draw.work("train_epoch", *calls, returns=[number("loss")], looks=LEFT)


def evaluate(
    draw: Draw, size: int, batch_size: int, *, gradients_on: bool = True, **model: Any
) -> Work:
    """A dataset whose last batch is smaller, for evaluate."""
    given = _model(draw, scale=3, **model)
    inputs = images(draw, size)
    labels = _mostly_right(draw, given, inputs)
    return _evaluation(draw, given, inputs, labels, batch_size, gradients_on=gradients_on)


def sure_evaluation(draw: Draw, size: int, batch_size: int, *, right: bool) -> Work:
    """The same for a model that is sure, and is right, with a loss of 0, or wrong each time."""
    given = _model(draw)
    inputs, answers = sure_of(draw, given, size)
    labels = answers if right else (answers + 1 + draw.integer(9)) % DIGITS
    return _evaluation(draw, given, inputs, labels, batch_size)


def undecided_evaluation(draw: Draw) -> Work:
    """The same where all logits are equal, and each digit is there as often as the others.

    So the accuracy is a tenth, whichever of the largest logits counts as the answer.
    """
    given = _model(draw, LINEAR, scale=0.0)
    labels = torch.cat([torch.randperm(DIGITS, generator=draw.generator) for _ in range(2)])
    return _evaluation(draw, given, images(draw, 2 * DIGITS), labels, DIGITS)


def _evaluation(
    draw: Draw,
    given: Thing,
    inputs: torch.Tensor,
    labels: torch.Tensor,
    batch_size: int,
    *,
    gradients_on: bool = True,
) -> Work:
    return draw.work(
        "evaluate",
        call(given, draw.criterion(), draw.loader(inputs, labels, batch_size)),
        returns=[number("loss", tensors=True), number("accuracy", tensors=True)],
        looks=[*LEFT, "mode", "graph", "gradients on"],
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
