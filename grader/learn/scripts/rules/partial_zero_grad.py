"""Some of the optimizer's parameters are cleared, others are not."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing of a closure's steps, and of parameters that this loss does not reach."""
    for number in sorted({s.get("optimizer", -1) for s in run.steps}):
        steps = [s for s in run.steps if s.get("optimizer") == number and s.get("fresh")]
        mixed = [s for s in steps if 0 < s["reused"] < s["fresh"]]
        if len(mixed) >= 3 and share(len(mixed), len(steps)) >= 0.5:
            cleared = run.of("zero_grad")
            yield Found(
                place(cleared[-1] if cleared else mixed[-1]),
                f"in {len(mixed)} of {len(steps)} steps {mixed[-1]['reused']} of "
                f"{mixed[-1]['fresh']} parameters still held gradients that were used before",
            )


RULE = Rule(
    "partial-zero-grad", find,
    "Some gradients are cleared, others still hold those of earlier batches.",
    "Which parameters does the call that clears visit, and which does the optimizer hold?",
    rank=11,
)  # fmt: skip
