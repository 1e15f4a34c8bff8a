"""The model learns while it is not in training mode."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.calls.eval_mode_missing import sets_flag
from grader.findings.variants import left_out, ruled_by

TRAIN_MODE_MISSING = Misconception(
    code="train-mode-missing",
    believes="A model is in training mode whenever it is trained.",
    message="{name} does not train in training mode throughout",
    numbers=": {fact}.",
    hint="Print model.training inside of your loop. Who has set it, and for which batches?",
    why="A model that was measured a moment ago may still be in evaluation mode. Trained like "
    "that, dropout does not drop anything and batch norm learns no statistics: the loss "
    "looks fine, and the model is worse on new data. Training has to set the mode that it "
    "needs, for every layer, and nothing in the loop may unset it.",
    locates=lambda case: (
        case.mentioned_here("eval", "train")
        or next(iter(case.lines(sets_flag)), None)
        or case.first_line()
    ),
    aspects=("change", "buffer"),
    rank=39,
    confirms=lambda case: not case.makes.isdisjoint({"backward", "step"}),
    mistakes=(
        left_out("train"),
        ruled_by({"train": ("eval",)}),
        ruled_by({"train": ("train itself alone",)}),
        ruled_by({"model in": ("eval",)}),
        ruled_by({"step": ("step", "eval")}),
    ),
)
