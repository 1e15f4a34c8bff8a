"""A batch's gradients are thrown away before any step has used them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, loops, place, share

# Of the calls in one line so many are lost: two of three, where the third one's are used.
MOST = 0.6


def find(run: Run) -> Iterator[Found]:
    """Nothing where a step has used any of them, as in a GAN's two halves.

    Nor of a backward in another line than the one that trains, as an attack's, which asks for the
    gradients of an image; nor where no step could have used them.
    """
    backwards = [b for b in run.backwards if b["count"]][:-1]
    stepped = frozenset().union(*(run.set_of(s) for s in run.steps))
    used = {place(b) for b in backwards if b["used"]}
    for where, calls in loops(backwards):
        lost = [b for b in calls if b["lost"] and not b["used"]]
        if len(lost) < 3 or share(len(lost), len(calls)) < MOST or used - {where}:
            continue
        if not stepped & run.set_of(lost[0], "reached"):
            continue
        cleared = [z for z in run.of("zero_grad") if z.get("unused")]
        yield Found(
            place(cleared[0] if cleared else lost[0]),
            f"the gradients of {len(lost)} of {len(calls)} backward calls were cleared before "
            "any step used them",
        )
        return


RULE = Rule(
    "zero-grad-after-backward", find,
    "The gradients are cleared after they were computed and before a step has used them.",
    "What is left in .grad for the step when zero_grad() was the last to touch it?",
    rank=9, settles=("weights-unchanged", "missing-step", "repeated-step"),
)  # fmt: skip
