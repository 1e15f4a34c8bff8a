"""A loss that no catalogued mistake explains."""

from __future__ import annotations

import ast
from typing import Any

from grader.examiner.alike import same
from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn
from grader.submission.source import definition

from ..parts import TrainingParts


class MeasuredAfterwards(TrainingParts):
    """train_step returns what the loss would be after the update."""

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        return self.compute_loss(criterion, self.forward(model, images), labels).item()


def _loss_is_wrong(case: Case) -> bool:
    if case.scene in ("criterion", "loss"):
        return bool(case.seen)
    # The first loss is that of the given weights, whatever the updates are like.
    return case.scene == "train_step" and any(
        isinstance(got.value("loss"), float) and not same(expected.value("loss"), got.value("loss"))
        for expected, got in case.seen
    )


def _line(case: Case) -> int | None:
    """What is returned in the end."""
    function = definition(case.tree, case.function)
    returns = [node.lineno for node in ast.walk(function) if isinstance(node, ast.Return)] if (
        function is not None
    ) else []  # fmt: skip
    return max(returns, default=None)


WRONG_LOSS_VALUE = Misconception(
    code="wrong-loss-value",
    exercises=("loss", "train"),
    believes="The loss may be tuned by hand, as long as it stays similar.",
    message="The loss is not that of this batch under these logits",
    numbers=": {fact}.",
    hint="Take one image and two logits and work the loss out on paper. Where do you part?",
    why=(
        "The loss of a batch is the mean cross-entropy of its logits against its labels, before "
        "the weights move. A clamp, an added penalty, another base of the logarithm or a part of "
        "the batch changes its gradients too, so the training follows another goal."
    ),
    file="loss.py",
    bad=(
        "def compute_loss(criterion, logits, labels):\n"
        "    return criterion(logits, labels) + 0.01 * logits.pow(2).mean()\n"
    ),
    good=(
        "def compute_loss(criterion, logits, labels):\n"
        "    shifted = logits - logits.max(dim=1, keepdim=True).values\n"
        "    return criterion(shifted, labels)\n"
    ),
    mistakes=(MeasuredAfterwards,),
    sees=_loss_is_wrong,
    locates=_line,
    rank=94,
)
