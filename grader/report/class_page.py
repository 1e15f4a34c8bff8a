"""The class at a glance, as one self-contained HTML page for the instructor."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from grader.findings import by_code
from grader.overrides import Override
from grader.report.class_figures import CheckRate, Figures
from grader.report.inline import self_contained

TEMPLATES = Path(__file__).parent / "templates"
# A page of a very large class stays one that a browser likes: the rest is in grades.csv.
MOST_ROWS, MOST_PLACES = 6000, 2000


def class_page(figures: Figures, unmatched: Sequence[Override] = ()) -> str:
    """The page; `unmatched` are overrides for students or exercises that are not there."""
    catalogue = by_code()
    return self_contained(
        TEMPLATES,
        "class.html",
        style="class.css",
        script="class.js",
        figures=figures,
        believes={code: found[0].believes for code, found in catalogue.items()},
        checks=_by_exercise(figures.checks),
        unmatched=unmatched,
        most_rows=MOST_ROWS,
        most_places=MOST_PLACES,
    )


def _by_exercise(checks: Sequence[CheckRate]) -> list[tuple[str, list[CheckRate]]]:
    return [(name, list(group)) for name, group in groupby(checks, key=lambda c: c.exercise)]
