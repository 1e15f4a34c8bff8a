"""One item's answer depends on the others in its batch."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Event, Run, place


def mixed(run: Run) -> Iterator[tuple[Event, float]]:
    """The first pass of each model that mixes its items, and by how much of its largest answer."""
    forwards = [f for f in run.training_forwards if f.get("pass")]
    for probe in run.all_of("probes"):
        own = [f for f in forwards if f.get("model") == probe.get("model")]
        if not own or not probe.get("repeatable") or probe.get("finite") is False:
            continue
        worst = max(float(probe.get("turned", 0)), float(probe.get("alone", 0)))
        if worst > 0.02:
            yield own[0], worst


def find(run: Run) -> Iterator[Found]:
    """Nothing of models whose answer has no row for each item, or is drawn at random."""
    for forward, worst in mixed(run):
        model = run.model(forward)
        yield Found(
            place(model) if model.get("file") else place(forward),
            f"with other items beside it, the same item's answer changes by {worst:.0%} of the "
            "largest one, in evaluation mode",
        )
        return


RULE = Rule(
    "mixed-batch", find, "One item's answer depends on the other items in its batch.",
    "Which dimension of your tensors is the batch, and which line treats another one as it?",
    rank=47,
)  # fmt: skip
