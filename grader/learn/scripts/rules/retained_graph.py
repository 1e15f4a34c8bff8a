"""Losses are summed up with their graphs, or a graph is kept without need."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing where the sum itself is learned from."""
    backwards = run.of("backward")
    if any((b.get("terms") or 0) > 2 for b in backwards):
        return
    for note in run.all_of("notes"):
        if note.get("kind") == "graphs added":
            yield Found(
                place(note), f"a sum of losses carries the graphs of {note['terms']} and more"
            )
            return
    kept = [b for b in backwards if b.get("retain") and not b.get("create_graph")]
    if len(kept) >= 3 and share(len(kept), len(backwards)) >= 0.9 and not run.uses_own_gradients:
        order = [e["kind"] for e in run.of("backward", "step")]
        if all(a != b for a, b in pairwise(order)):
            yield Found(place(kept[0]), f"{len(kept)} graphs were kept, and none is walked again")


RULE = Rule(
    "retained-graph", find, "Graphs are kept that nobody walks a second time.",
    "Each batch builds a graph of its own. Who still holds on to it?",
    warning=True, rank=81,
)  # fmt: skip
