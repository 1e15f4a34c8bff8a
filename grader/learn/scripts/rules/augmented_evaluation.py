"""The data that is measured is changed at random."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of loaders that are trained on."""
    passes = run.all_of("passes")
    trains = {p.get("loader") for p in passes if p.get("trains")}
    measured = {f.get("pass") for f in run.held_out}
    for number, loader in enumerate(run.all_of("loaders")):
        own = {p.get("number") for p in passes if p.get("loader") == number}
        if loader.get("random") and number not in trains and own & measured:
            yield Found(place(loader), f"{', '.join(loader['random'][:3])} in its transforms")
            return


RULE = Rule(
    "augmented-evaluation", find, "The data that is measured is cropped or turned at random.",
    "Measure twice. Is it the same number?",
    warning=True, rank=82,
)  # fmt: skip
