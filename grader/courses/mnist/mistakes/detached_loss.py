"""The loss is a number that no longer knows how it was computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import detached_loss as rules
from grader.frames.lazy_torch import F

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

DETACHED_LOSS = replace(
    rules.DETACHED_LOSS,
    exercises=("loss", "train"),
    file="loss.py",
    bad="def compute_loss(criterion, logits, labels):\n"
    "    return criterion(logits, labels).detach()\n",
    good="def compute_loss(criterion, logits, labels):\n"
    "    loss = criterion(logits, labels)\n"
    "    print(loss.item())\n"
    "    return loss\n",
)


class AnswersForScores(TrainingParts):
    """The loss is computed from the predicted digits, as they are or as ten zeros and ones."""

    of_ten = True
    asks = False

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"of_ten": ten, "asks": asks} for ten in (True, False) for asks in (False, True))

    def compute_loss(self, criterion: Any, logits: Any, labels: Any) -> Any:
        digits = logits.argmax(dim=1)
        answers = (F.one_hot(digits, 10) if self.of_ten else digits).float()
        return criterion(
            answers.requires_grad_(self.asks), labels if self.of_ten else labels.float()
        )


ANSWERS_FOR_SCORES = replace(
    DETACHED_LOSS,
    believes="The loss compares the model's answers with the right ones.",
    message="The loss is made of the predicted digits: no gradient goes from these to the logits.",
    hint="One logit moves by a hair and the prediction stays. What does your loss say to that?",
    why=(
        "A prediction is one of ten digits: it stays the same until it jumps to another one. "
        "Nothing in it says by how much a logit should move, so argmax ends the graph. "
        "Cross-entropy takes the logits themselves, which tell how sure the model is."
    ),
    steps=(),
    bad="def compute_loss(criterion, logits, labels):\n"
    "    digits = logits.argmax(dim=1).float()\n"
    "    return criterion(digits.requires_grad_(), labels.float())\n",
    mistakes=(AnswersForScores,),
    sees=None,
    locates=lambda case: case.mentioned_here("argmax", "max", "topk", "one_hot"),
    rank=20,
)
