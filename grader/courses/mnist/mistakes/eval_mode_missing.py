"""The model is measured while it is in training mode."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.findings import Case
from grader.findings.calls import eval_mode_missing as rules
from grader.frames.lazy_torch import nn, torch

from ..examples import EVALUATE
from ..parts import TrainingParts


class FirstBatchOnly(TrainingParts):
    """The mode is put back when the first batch is done."""

    mode = True

    def evaluation_mode(self, model: nn.Module) -> None:
        self.mode = model.training
        model.eval()

    def evaluation_batch(
        self, model: nn.Module, criterion: Any, images: torch.Tensor, labels: torch.Tensor
    ) -> tuple[Any, torch.Tensor]:
        measured = super().evaluation_batch(model, criterion, images, labels)
        model.train(self.mode)
        return measured


def _ran_in_training_mode(case: Case) -> bool:
    """Whether a wrong play of evaluate ran the model in training mode, and it shows."""
    return (
        case.scene == "evaluate"
        and case.differs("loss", "accuracy", "buffer")
        and any(True in (got.claim("modes") or ()) for _, got in case.seen)
    )


EVAL_MODE_MISSING = replace(
    rules.EVAL_MODE_MISSING,
    exercises=("train",),
    file="train.py",
    bad=EVALUATE.replace("    mode = model.training\n    model.eval()\n", "").replace(
        "    model.train(mode)\n", ""
    ),
    good=EVALUATE.replace("model.eval()", "model.train(False)"),
    mistakes=(*rules.EVAL_MODE_MISSING.mistakes, FirstBatchOnly),
    sees=_ran_in_training_mode,
)

NAMED_ONLY = replace(
    rules.NAMED_ONLY, exercises=EVAL_MODE_MISSING.exercises, file="", bad="", good=""
)
