"""The data is scaled by statistics of all its rows before the test rows are put aside."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of scaling by hand, and of tables that were put together anew in between."""
    for note in run.all_of("notes"):
        if note.get("kind") == "scaled before split" and run.trains:
            yield Found(
                place(note), f"a {note['text']} was fitted to all rows, and these are divided here"
            )
            return


RULE = Rule(
    "leaked-statistics", find, "The scaling has seen the rows that are put aside for the test.",
    "From which rows come the mean and the width that the training data is scaled by?",
    warning=True, rank=87,
)  # fmt: skip
