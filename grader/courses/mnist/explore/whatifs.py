"""The switch "what if": the catalogue's own mistakes, in the words of the lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.courses.mnist.explore.recording import LESSON_ORDER, RATE
from grader.courses.mnist.mistakes.softmax_before_loss import SQUASHES, Squashed
from grader.courses.mnist.mistakes.wrong_learning_rate import SteppedWithAnother
from grader.courses.mnist.parts import TrainingParts

TEN_TIMES = 10


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One position of the switch.

    `left_out` is the call that the mistake leaves out, `order` the one in which the calls are made;
    `notes` are what is special at a call; `look` is the step and the call at which it shows first.
    """

    code: str
    label: str
    text: str
    mistake: type[TrainingParts] = TrainingParts
    settings: Mapping[str, Any] = field(default_factory=dict)
    left_out: str = ""
    order: tuple[str, ...] = LESSON_ORDER
    rate: float = RATE
    notes: Mapping[str, str] = field(default_factory=dict)
    look: tuple[int, str] | None = None

    @property
    def how(self) -> Mapping[str, Any]:
        """How the parts of it are set."""
        return {**self.settings, "left_out": self.left_out, "order": self.order}


AS_IT_SHOULD_BE = WhatIf(
    code="",
    label="everything is right",
    text=(
        "Five calls for each batch, in the lesson's order. Watch the loss fall, and digits "
        "appear in the weights."
    ),
)

MISTAKES = (
    WhatIf(
        code="missing-zero-grad",
        label="zero_grad is left out",
        look=(2, "backward"),
        left_out="zero_grad",
        text=(
            "Backward adds and never replaces. Every step now follows the sum of all gradients so "
            "far: a faster walk at first, and later the old ones push it past the goal, again "
            "and again."
        ),
        notes={
            "zero_grad": (
                "Nobody clears. From the second step on, what earlier batches left in .grad "
                "stays there."
            ),
            "backward": (
                "From the second step on, the new gradients are added to the old ones: .grad is "
                "then the gradient of no batch at all."
            ),
            "step": "From the second step on, it follows the sum of all gradients so far.",
        },
    ),
    WhatIf(
        code="step-before-backward",
        label="step comes before backward",
        look=(1, "step"),
        order=("forward", "loss", "zero_grad", "update", "backward"),
        text=(
            "Step reads .grad when it is empty, so no weight moves. Backward fills it too late: "
            "the next zero_grad throws it all away unused."
        ),
        notes={
            "step": "There is nothing in .grad that a step could follow. The weights stay.",
            "backward": "The gradients are right, but step has already been called for this batch.",
            "zero_grad": (
                "From the second step on, this throws away what backward left, and nobody has "
                "used it."
            ),
        },
    ),
    WhatIf(
        code="zero-grad-after-backward",
        label="zero_grad comes after backward",
        look=(1, "zero_grad"),
        order=("forward", "loss", "backward", "zero_grad", "update"),
        text=(
            "What backward has just computed is thrown away before step can read it. The same flat "
            "line as without a step, for another reason: look at .grad when step is called."
        ),
        notes={
            "zero_grad": "This clears the fresh gradients, not stale ones.",
            "step": "There is nothing in .grad that a step could follow. The weights stay.",
        },
    ),
    WhatIf(
        code="missing-step",
        label="step is left out",
        look=(1, "step"),
        left_out="step",
        text=(
            "The gradients are right and nobody uses them. Only step changes the weights, so they "
            "stay where they began, and the loss goes up and down with the batches alone."
        ),
        notes={"step": "Nobody steps. The gradients wait, and zero_grad will clear them."},
    ),
    WhatIf(
        code="softmax-before-loss",
        label="softmax comes before the loss",
        look=(1, "loss"),
        mistake=Squashed,
        settings={"squash": SQUASHES[0]},
        text=(
            "The softmax is inside cross-entropy already. Done twice, it makes all answers look "
            "alike: even certain and right costs 1.46 instead of 0, and the gradients are faint. "
            "It learns, but slowly."
        ),
        notes={
            "loss": (
                "The loss takes the probabilities for logits and makes probabilities of them once "
                "more. They all lie between 0.09 and 0.23, however sure the model is."
            ),
            "backward": (
                "Through two softmaxes little comes back: compare the size with that of "
                "“everything is right”."
            ),
        },
    ),
    WhatIf(
        code="wrong-learning-rate",
        label="the learning rate is ten times too big",
        look=(1, "step"),
        mistake=SteppedWithAnother,
        settings={"rates": ((RATE * TEN_TIMES,),)},
        rate=RATE * TEN_TIMES,
        text=(
            "Each step goes downhill, and much too far: past the goal, and past it again on the "
            "way back. On these easy digits it gets there in the end, and stays restless. All "
            "five calls are right and in order; one number is not."
        ),
        notes={"step": "The change is ten times as long as with a learning rate of 0.1."},
    ),
)
