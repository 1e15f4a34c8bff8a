"""The class at a glance, as one self-contained HTML page for the instructor."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from grader.findings.catalogue import by_code
from grader.report.class_figures import CheckRate, Figures
from grader.report.inline import self_contained
from grader.report.text import number
from grader.results.classbook import LeftOut
from grader.results.names import legible
from grader.results.overrides import Choice, Decision

TEMPLATES = Path(__file__).parent / "templates"
# A page of a very large class stays one that a browser likes: the rest is in grades.csv.
MOST_ROWS, MOST_PLACES = 6000, 2000


def class_page(
    figures: Figures,
    unmatched: Sequence[Decision] = (),
    left_out: Sequence[LeftOut] = (),
    explained: int = 0,
) -> str:
    """The page; `unmatched` are overrides that fit nothing, `left_out` what is no submission.

    `explained` is how many explanations the page beside it has to read.
    """
    believes = {code: found[0].believes for code, found in by_code().items()}
    return self_contained(
        TEMPLATES,
        "class.html",
        style="class.css",
        script="class.js",
        figures=figures,
        believes=believes,
        checks=_by_exercise(figures.checks),
        unmatched=[(legible(d.student), _about(d), d.reason) for d in unmatched],
        left_out=[(legible(out.name), out) for out in left_out],
        explained=explained,
        most_rows=MOST_ROWS,
        most_places=MOST_PLACES,
    )


def _about(decision: Decision) -> str:
    if isinstance(decision, Choice):
        return f"{legible(decision.submission)} chosen"
    return f"{decision.about or 'final score'}: {number(decision.score)}"


def _by_exercise(checks: Sequence[CheckRate]) -> list[tuple[str, list[CheckRate]]]:
    return [(name, list(group)) for name, group in groupby(checks, key=lambda c: c.exercise)]
