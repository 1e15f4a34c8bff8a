"""Loader workers without a main guard."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of notebooks, and of loaders that are made inside of a function."""
    if run.is_notebook:
        return
    for loader in run.all_of("loaders"):
        file = str(loader.get("file"))
        if not loader.get("workers") or not loader.get("iterated"):
            continue
        if (
            "__name__" not in run.text.get(file, "__name__")
            and loader.get("function") == "<module>"
        ):
            yield Found(place(loader), f"{loader['workers']} workers, at the level of the module")
            return


RULE = Rule(
    "no-main-guard", find,
    "On Windows and macOS each loader worker runs this script again from its first line.",
    "What would happen if another process imported this file?",
    warning=True, rank=90,
)  # fmt: skip
