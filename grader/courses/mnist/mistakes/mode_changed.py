"""forward switches the model to another mode."""

from __future__ import annotations

from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn

from ..parts import TrainingParts


class Evaluating(TrainingParts):
    """The model is put into evaluation mode."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return super().run(model.eval(), images)


class Training(TrainingParts):
    """The model is put into training mode."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return super().run(model.train(), images)


def _ran_in_another_mode(case: Case) -> bool:
    """Whether a wrong play left another mode or ran the model in one."""
    return case.scene == "forward" and any(
        got.value("mode") != expected.value("mode") or got.claim("modes") != expected.claim("modes")
        for expected, got in case.seen
        if got.value("passes") == 1
    )


MODE_CHANGED = Misconception(
    code="mode-changed",
    exercises=("forward",),
    believes="Before a model runs, one has to say in which mode.",
    message="The model was switched between training and evaluation mode",
    numbers=": {fact}.",
    hint="Who knows whether the model is being trained or measured: forward, or who calls it?",
    why=(
        "Dropout and batch norm work differently in training and in evaluation mode. Which one "
        "is right depends on what is going on outside, in the training loop or in the "
        "evaluation, and these set it. A forward that sets it as well silently trains without "
        "dropout, or measures with it."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    model.eval()\n    return model(images)\n",
    good=(
        "def forward(model, images):\n"
        "    print('training' if model.training else 'measuring')\n"
        "    return model(images)\n"
    ),
    mistakes=(Evaluating, Training),
    sees=_ran_in_another_mode,
    mentions=("eval", "train"),
    aspects=("mode",),
    rank=24,
)
