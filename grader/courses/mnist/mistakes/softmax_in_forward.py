"""Probabilities come out of the network, where raw logits are wanted."""

from __future__ import annotations

from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts


class Probabilities(TrainingParts):
    """softmax over the classes."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.softmax(dim=1)


class LogProbabilities(TrainingParts):
    """log_softmax over the classes."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.log_softmax(dim=1)


class OverTheBatch(TrainingParts):
    """softmax over the wrong dimension."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.softmax(dim=0)


class LogOverTheBatch(TrainingParts):
    """log_softmax over the wrong dimension."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.log_softmax(dim=0)


class Sigmoids(TrainingParts):
    """A sigmoid for each class."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.sigmoid()


_AT = ("softmax", "log_softmax", "sigmoid")


def _sum_to_one(case: Case) -> bool:
    """Whether the rows of all wrong outputs are (log-)probabilities: they sum to one."""
    pairs = case.apart("logits")
    return bool(pairs) and all(_sums_to_one(g) and not _sums_to_one(e) for e, g in pairs)


def _sums_to_one(rows: torch.Tensor) -> bool:
    if not rows.is_floating_point():
        return False
    probabilities = rows.double() if bool((rows >= 0).all()) else rows.double().exp()
    return bool(((probabilities.sum(dim=1) - 1).abs() < 1e-4).all())


_WORDS = (
    "softmax", "Softmax", "log_softmax", "LogSoftmax", "Softmax2d", "sigmoid", "Sigmoid", "exp",
    "logsumexp",
)  # fmt: skip


def _line(case: Case) -> int | None:
    """Where it is called, else where the function asks for what does the same by hand."""
    if case.events(*_AT):
        return None
    return case.mentioned_here(*_WORDS) or case.calling(*_WORDS)


SOFTMAX_IN_FORWARD = Misconception(
    code="softmax-in-forward",
    exercises=("forward", "hidden_layer"),
    believes="A classifier has to answer with probabilities.",
    message="Probabilities (or their logarithms) come out where raw logits are wanted",
    numbers=": {fact}.",
    hint="Which part of the training turns logits into probabilities? Should it happen twice?",
    why=(
        "Cross entropy wants raw scores and makes probabilities of them itself, in a way that "
        "does not run out of digits. If they come in squeezed between 0 and 1 already, even the "
        "surest right answer keeps a large loss, the gradients are small, and learning is slow. "
        "Logarithms of probabilities do no harm to that loss, but they are not the raw scores "
        "either, and whoever reads them as such is wrong. For the answer alone nothing is "
        "needed: the largest logit is the largest probability."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return model(images).softmax(dim=1)\n",
    good=(
        "def forward(model, images):\n"
        "    logits = model(images)\n"
        "    print('surest:', logits.detach().softmax(dim=1).max().item())\n"
        "    return logits\n"
    ),
    mistakes=(Probabilities, LogProbabilities, OverTheBatch, LogOverTheBatch, Sigmoids),
    sees=_sum_to_one,
    locates=_line,
    at=_AT,
    mentions=_WORDS,
    aspects=("logits",),
    rank=20,
)  # fmt: skip
