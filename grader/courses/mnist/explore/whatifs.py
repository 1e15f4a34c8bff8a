"""The ready-made orders of the explorer: right loops, and the catalogue's mistakes in one press."""

from __future__ import annotations

from dataclasses import dataclass

RATE = 0.1
TEN_TIMES = 10
LESSON = ("forward", "loss", "zero_grad", "backward", "step")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One ready-made loop: its five calls in order, and what to look at while it runs.

    `code` is the catalogue's name of its mistake, empty where it makes none; `squash` puts a
    softmax before the loss.
    """

    key: str
    label: str
    text: str
    order: tuple[str, ...] = LESSON
    code: str = ""
    rate: float = RATE
    squash: bool = False


WHATIFS = (
    WhatIf(
        "lesson",
        "the lesson's order",
        "Watch the loss fall, and digits appear in the weights.",
    ),
    WhatIf(
        "first",
        "zero_grad first",
        "The same numbers as in the lesson's order, to the last digit: .grad only has to be empty "
        "when backward begins.",
        ("zero_grad", "forward", "loss", "backward", "step"),
    ),
    WhatIf(
        "last",
        "zero_grad at the end of the loop",
        "Many think that this is a mistake. Every number is the same as in the lesson's order: "
        "step has read the gradients before they go.",
        ("forward", "loss", "backward", "step", "zero_grad"),
    ),
    WhatIf(
        "between",
        "zero_grad between backward and step",
        "What backward has just computed is thrown away before step can read it. The weights never "
        "move.",
        ("forward", "loss", "backward", "zero_grad", "step"),
        "zero-grad-after-backward",
    ),
    WhatIf(
        "without-zero-grad",
        "no zero_grad",
        "Backward adds and never replaces. Each step follows the sum of all gradients so far: a "
        "faster walk at first, and later the old ones push it past the goal, again and again.",
        ("forward", "loss", "backward", "step"),
        "missing-zero-grad",
    ),
    WhatIf(
        "step-first",
        "step before backward",
        "Step reads .grad when it is empty. Backward fills it too late: the next zero_grad throws "
        "it away unused.",
        ("forward", "loss", "zero_grad", "step", "backward"),
        "step-before-backward",
    ),
    WhatIf(
        "without-step",
        "no step",
        "The gradients are right and nobody uses them. The loss goes up and down with the batches "
        "alone.",
        ("forward", "loss", "zero_grad", "backward"),
        "missing-step",
    ),
    WhatIf(
        "two-steps",
        "step twice",
        "Both steps follow the same gradient: as if the learning rate were twice as big.",
        (*LESSON, "step"),
        "repeated-step",
    ),
    WhatIf(
        "two-backwards",
        "backward twice",
        "The first backward has used up the graph. Python stops at the second.",
        ("forward", "loss", "zero_grad", "backward", "backward", "step"),
        "repeated-backward",
    ),
    WhatIf(
        "softmax-twice",
        "softmax before the loss",
        "The softmax is inside cross-entropy already. Done twice, it makes all answers look alike: "
        "even certain and right costs 1.46, and the gradients are faint.",
        code="softmax-before-loss",
        squash=True,
    ),
    WhatIf(
        "ten-times",
        "ten times the learning rate",
        "Each step goes downhill and much too far: past the goal, and past it again on the way "
        "back. All five calls are right; one number is not.",
        code="wrong-learning-rate",
        rate=RATE * TEN_TIMES,
    ),
)
