"""A batch's gradients are thrown away before any step has used them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing where a step has used any of them, as in a GAN's two halves."""
    backwards = [b for b in run.backwards if b["count"]][:-1]
    lost = [b for b in backwards if b["lost"] and not b["used"]]
    if len(lost) < 3 or share(len(lost), len(backwards)) < 0.8 or not run.steps:
        return
    cleared = [z for z in run.of("zero_grad") if z.get("unused")]
    yield Found(
        place(cleared[0] if cleared else lost[0]),
        f"the gradients of {len(lost)} of {len(backwards)} backward calls were cleared before any "
        "step used them",
    )


RULE = Rule(
    "zero-grad-after-backward", find,
    "The gradients are cleared after they were computed and before a step has used them.",
    "What is left in .grad for the step when zero_grad() was the last to touch it?",
    rank=9, settles=("weights-unchanged", "missing-step", "repeated-step"),
)  # fmt: skip
