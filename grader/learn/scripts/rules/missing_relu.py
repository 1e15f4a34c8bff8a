"""Two linear layers stand one upon the other with nothing between them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of a bottleneck, which is meant."""
    for note in run.all_of("notes"):
        widths = note.get("widths") or []
        if note.get("kind") == "linears" and len(widths) == 3 and run.trains:
            inside, between, outside = widths
            if between >= min(inside, outside) and not _reconstructs(run):
                yield Found(place(note), f"{inside} to {between} to {outside}: one matrix does it")
                return


def _reconstructs(run: Run) -> bool:
    """Whether the model gives back what it was given."""
    return any(e.get("same") for e in run.training_losses)


RULE = Rule(
    "missing-relu", find, "Nothing bends between two linear layers: together they are one.",
    "Follow a negative number from the first layer to the second. What becomes of it?",
    warning=True, rank=85,
)  # fmt: skip
