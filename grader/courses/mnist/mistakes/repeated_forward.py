"""The model is run more than once for one batch."""

from __future__ import annotations

import itertools
from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts


class Again(TrainingParts):
    """A pass whose result is thrown away, then another."""

    def run(self, model: nn.Module, images: Any) -> Any:
        model(images)
        return super().run(model, images)


class OnceMore(TrainingParts):
    """A pass whose result is used, then another."""

    def run(self, model: nn.Module, images: Any) -> Any:
        logits = super().run(model, images)
        model(images)
        return logits


class AfterTheStep(TrainingParts):
    """A look at the new weights when the step is done."""

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        model(images)
        return super().reported(model, criterion, loss, images, labels)


class ImageByImage(TrainingParts):
    """A pass for each image."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return torch.cat([model(image.unsqueeze(0)) for image in images])


def _was_called_again(case: Case) -> bool:
    """Whether there was more than one pass; in training, where that is all that can have told."""
    if case.scene == "train_step":
        return bool(case.seen) and all(
            record.work.model["batch_norm"]
            and record.sight is not None
            and (record.sight.claim("passes") or 0) > 1
            for record, _ in case.wrong
        )
    return case.scene == "forward" and any((g.value("passes") or 0) > 1 for _, g in case.seen)


def _line(case: Case) -> int | None:
    """The pass that comes on top: one that a loss followed is the one that is needed."""
    events = case.events("forward", "loss")
    for before, event in itertools.pairwise(events):
        if before["event"] == event["event"] == "forward" and before["call"] == event["call"]:
            return int(before["line"])
    passes = [event for event in events if event["event"] == "forward"]
    first = [event for event in passes if passes and event["call"] == passes[0]["call"]]
    return int(first[-1]["line"]) if len(first) > 1 else None


REPEATED_FORWARD = Misconception(
    code="repeated-forward",
    exercises=("forward", "train"),
    believes="Running the model once more changes nothing.",
    message="The model was run more than once for one batch",
    numbers=": {fact}.",
    hint="How often does your code call the model? What does a model with dropout do each time?",
    why=(
        "A pass through a model is not a mere look. Dropout draws new units each time, batch "
        "norm counts every batch into its statistics, and each pass costs as much as the first. "
        "Batch norm also looks at the whole batch at once, so a batch run in pieces gives other "
        "numbers. Keep the result of the one pass if you need it twice."
    ),
    file="forward.py",
    bad=(
        "def forward(model, images):\n"
        "    print(model(images).shape)\n"
        "    return model(images)\n"
    ),
    good=(
        "def forward(model, images):\n"
        "    logits = model(images)\n"
        "    print(logits.shape)\n"
        "    return logits\n"
    ),
    mistakes=(Again, OnceMore, AfterTheStep, ImageByImage),
    sees=_was_called_again,
    locates=_line,
    at=("forward",),
    aspects=("passes",),
    rank=23,
)  # fmt: skip
