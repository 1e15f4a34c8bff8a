"""A loss that no catalogued mistake explains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.examiner.alike import same
from grader.findings import Case, Misconception
from grader.findings.conditions import branch_line
from grader.frames.lazy_torch import F, nn

from ..parts import TrainingParts


class MeasuredAfterwards(TrainingParts):
    """train_step returns what the loss would be after the update."""

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        return self.compute_loss(criterion, self.forward(model, images), labels).item()


class LogForgotten(TrainingParts):
    """The loss is made of the probabilities themselves."""

    def compute_loss(self, criterion: Any, logits: Any, labels: Any) -> Any:
        return F.nll_loss(logits.softmax(dim=1), labels)


class OverTheBatch(TrainingParts):
    """Each class's probabilities add up to 1 over the images of the batch."""

    def compute_loss(self, criterion: Any, logits: Any, labels: Any) -> Any:
        return F.nll_loss(logits.log_softmax(dim=0), labels)


def _loss_is_wrong(case: Case) -> bool:
    if case.scene in ("criterion", "loss"):
        return bool(case.seen)
    # The first loss is that of the given weights, whatever the updates are like.
    return case.scene == "train_step" and any(
        isinstance(got.value("loss"), float) and not same(expected.value("loss"), got.value("loss"))
        for expected, got in case.seen
    )


def _line(case: Case) -> int | None:
    """Where it goes wrong under a condition, else where what is returned was last worked on."""
    return branch_line(case) or case.worked_on()


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
    sees=_loss_is_wrong,
    locates=_line,
    rank=94,
)


def _finer(message: str, hint: str, mistake: type[TrainingParts], *places: str) -> Misconception:
    """The same code for a cause that is told by its numbers; `places` are names on its line."""
    return replace(
        WRONG_LOSS_VALUE, message=message, hint=hint, mistakes=(mistake,), sees=None,
        locates=lambda case: case.mentioned_here(*places) or _line(case),
        rank=25, file="", bad="", good="",
    )  # fmt: skip


AFTER_THE_UPDATE = _finer(
    "The loss that comes back was measured after the weights had moved",
    "When was the loss measured that you give back, before or after the weights moved?",
    MeasuredAfterwards,
)
LOG_FORGOTTEN = replace(
    _finer(
        "The loss is made of the probability of the right class, not of its logarithm",
        "Let the right class have the probability 1, then nearly 0. What does your loss say?",
        LogForgotten,
    ),
    # Whoever calls NLLLoss took it for cross-entropy: that is another misconception.
    confirms=lambda case: case.mentioned_here("nll_loss", "NLLLoss") is None,
)  # fmt: skip
OVER_THE_BATCH = _finer(
    "The probabilities behind the loss add up to 1 over the images of the batch, not over the "
    "classes of each image",
    "Hand your function a single image. What is its loss then, whatever the logits are?",
    OverTheBatch,
    "log_softmax", "softmax", "logsumexp",
)  # fmt: skip
