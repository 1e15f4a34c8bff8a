"""All explanations of a class, to be read one below the other, as one HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.report.inline import self_contained
from grader.results.explanations import HEADER, Written

TEMPLATES = Path(__file__).parent / "templates"


def explanations_page(found: Sequence[Written], title: str, pages: Mapping[str, str]) -> str:
    """The page; `pages` names the feedback page of a key. Names are hidden until asked for.

    What is filled in there goes out as a sheet, which `mnist-grade override --read` reads back.
    """
    return self_contained(
        TEMPLATES,
        "explanations.html",
        style=("class.css", "explanations.css"),
        script="explanations.js",
        found=[(one, one.row, pages.get(one.page, "")) for one in found],
        title=title,
        header=HEADER,
        read=sum(one.points is not None for one in found),
    )
