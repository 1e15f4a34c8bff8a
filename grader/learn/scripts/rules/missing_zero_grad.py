"""Steps follow gradients that an earlier step has used already."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, by_place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing of a closure's steps, and of parameters that this loss does not reach."""
    for number in sorted({s.get("optimizer", -1) for s in run.steps}):
        steps = [s for s in run.steps if s.get("optimizer") == number and s.get("fresh")]
        mixed = [s for s in steps if s["reused"]]
        if len(mixed) < 3 or share(len(mixed), len(steps)) < 0.4:
            continue
        if any(s["reused"] < s["fresh"] for s in mixed):
            continue  # some are cleared: that is another mistake
        # The backward that each of these steps came after: another one may add to the same.
        numbered = [b for b in run.of("backward") if "reached" in b]
        known = [s.get("newest_backward", -1) for s in mixed]
        newest = [numbered[n] for n in known if 0 <= n < len(numbered)]
        newest = newest or [b for b in run.backwards if b.get("onto_used")] or mixed
        where = max(by_place(newest).items(), key=lambda found: len(found[1]))[0]
        yield Found(
            where,
            f"{len(mixed)} of {len(steps)} steps followed gradients that an earlier step had "
            f"followed already, in all {mixed[-1]['fresh']} tensors of parameters",
        )


RULE = Rule(
    "missing-zero-grad", find,
    "The gradients of earlier batches are still in .grad when the next batch's are added.",
    "What does backward() do with a gradient that is already there?",
    rank=10, settles=("diverging-learning-rate",),
)  # fmt: skip
