"""evaluate leaves the model in another mode than it came in."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.findings.calls.eval_mode_missing import sets_flag
from grader.frames.lazy_torch import nn

from ..examples import EVALUATE
from ..parts import TrainingParts


class LeftInEvaluation(TrainingParts):
    """Nothing is put back."""

    def restore_mode(self, model: nn.Module, was_training: bool) -> None:
        pass


class AlwaysTraining(TrainingParts):
    """Training mode is set, whatever there was."""

    def restore_mode(self, model: nn.Module, was_training: bool) -> None:
        model.train()


class RootOnly(TrainingParts):
    """The flag of the model is put back, not those of its layers."""

    def restore_mode(self, model: nn.Module, was_training: bool) -> None:
        model.training = was_training


def _line(case: Case) -> int | None:
    """Where the mode is remembered too late, put back or set; the end where nobody asks for it."""
    switched = case.mentioned_here("eval") or 0
    reads = case.lines(
        lambda n: isinstance(n, ast.Attribute) and n.attr == "training" and not sets_flag(n)
    )
    if reads and switched and reads[0] > switched:
        return reads[0]
    flags = case.lines(sets_flag)
    put_back = case.mentioned_here("train") or (flags[-1] if flags else None)
    return put_back or (case.last_line() if reads else None) or switched or None


MODE_NOT_RESTORED = Misconception(
    code="mode-not-restored",
    exercises=("train",),
    believes="Whoever needs a mode sets it, so evaluate need not put it back.",
    message="After evaluate the model is in another mode than before",
    numbers=": {fact}.",
    hint="How could evaluate know, when it is done, in which mode the model was given to it?",
    why=(
        "A function that measures should leave no trace. If the model stays in evaluation mode, "
        "the training that goes on runs without dropout and with frozen batch norm; if it is "
        "always set to training mode, a model that was ready for use no longer is. Every layer "
        "has a flag of its own, and train() and eval() set them all."
    ),
    file="train.py",
    bad=EVALUATE.replace("    mode = model.training\n", "").replace("train(mode)", "train()"),
    good=EVALUATE,
    mistakes=(LeftInEvaluation, AlwaysTraining, RootOnly),
    sees=lambda case: case.scene == "evaluate" and case.differs("mode"),
    locates=_line,
    aspects=("mode",),
    rank=44,
)
