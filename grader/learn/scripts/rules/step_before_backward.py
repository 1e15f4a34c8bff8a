"""Each step comes before the backward of its own batch."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing where the loop only begins with the step that belongs to the batch before."""
    events = [e for e in run.of("forward", "backward", "step") if e.get("requires_grad", True)]
    early, steps = [], 0
    for n, event in enumerate(events):
        if event["kind"] != "step" or event.get("closure") or event.get("by_hand"):
            continue
        steps += 1
        before = events[n - 1]["kind"] if n else ""
        after = next((e["kind"] for e in events[n + 1 :]), "")
        if before == "forward" and after == "backward":
            early.append(event)
    if len(early) >= 3 and share(len(early), steps) >= 0.8:
        first = early[0]
        found = "no gradient at all" if not first.get("fresh") else "an older gradient"
        yield Found(
            place(first),
            f"{len(early)} of {steps} steps ran between a batch's forward pass and its backward; "
            f"the first found {found}",
        )


RULE = Rule(
    "step-before-backward", find,
    "step() runs before this batch's backward().",
    "Write down for each of the calls what it reads. Who wrote that, and when?",
    rank=5,
    settles=("zero-grad-after-backward", "missing-zero-grad", "weights-unchanged", "repeated-step"),
)  # fmt: skip
