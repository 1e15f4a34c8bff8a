"""The ready-made orders of the explorer: right loops, and the catalogue's mistakes in one press."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

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


def codes() -> frozenset[str]:
    """The catalogue's names of the mistakes that can be made on the page."""
    return frozenset({what.code for what in WHATIFS if what.code} | {"missing-backward"})


def yours(calls: Sequence[str], found: Collection[str] = ()) -> WhatIf:
    """A learner's own loop, with the name and the words of the one here that is the same.

    Of those with the same calls it is the one whose mistake was `found`, else one without any more.
    """
    order = tuple(call for call in calls if call in LESSON)
    same = [what for what in WHATIFS if what.order == order]
    same.sort(key=lambda what: (what.code not in found, what.squash or what.rate != RATE))
    if same:
        return replace(same[0], key="yours", label="your own loop")
    text = "These are the calls of one step, as the last check saw them."
    return WhatIf("yours", "your own loop", text, order)


@dataclass(frozen=True, slots=True)
class Call:
    """One of the five calls, for who only reads: its question, answer, and the lesson's numbers."""

    name: str
    question: str
    answer: str
    by_hand: str


STORY = (
    Call(
        "forward",
        "what does the model say?",
        "Every pixel is multiplied by its weight, and for each digit it is all added up: ten "
        "logits. The highest one is the answer. With weights that nobody has trained it is a "
        "guess. Nothing has changed yet.",
        "By hand: 0 \u00d7 2 = 0 and 0 \u00d7 2 = 0. The logits are 0 and 0.",
    ),
    Call(
        "loss",
        "how wrong is that?",
        "Softmax, which is inside cross-entropy, makes probabilities of the logits. The loss is "
        "minus the logarithm of the right digit's: certain and right gives 0, certain and wrong "
        "a lot. The batch's loss is the mean of its images'. Nothing has changed yet.",
        "By hand: the probabilities are 0.5 and 0.5, the loss is -ln 0.5 = 0.6931.",
    ),
    Call(
        "zero_grad",
        "is .grad empty?",
        "What the batch before has left in .grad is thrown away, because backward adds and never "
        "replaces. The weights stay.",
        "By hand: nothing was there in round 1. In round 2 it throws away -1 and 1.",
    ),
    Call(
        "backward",
        "which way is downhill?",
        "For each digit the error is its probability minus its target: 1 for the right digit, else "
        "0. The error walks back and is multiplied by each pixel: that is the gradient of a "
        "weight. Image after image it paints ten pictures into .grad, and they look like digits. "
        "The weights stay.",
        "By hand: (0.5 - 1) \u00d7 2 = -1 and (0.5 - 0) \u00d7 2 = 1.",
    ),
    Call(
        "step",
        "who moves the weights?",
        "New weight = weight - learning rate \u00d7 gradient: a subtraction of pictures. No other "
        "call changes the weights. Then the next batch comes, and all of it begins again.",
        "By hand: 0 - 0.1 \u00d7 (-1) = 0.1 and 0 - 0.1 \u00d7 1 = -0.1. "
        "In round 2 the loss is 0.5130.",
    ),
)
