"""What is said of a whole script, as one self-contained page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from grader.learn.scripts.diagnosis import Diagnosis
from grader.report.inline import self_contained
from grader.report.page import TEMPLATES
from grader.report.page_code import CodeLine
from grader.report.page_curve import Curve, curve_of
from grader.report.script import AROUND, CHECKED, UNSEEN, WIDEST, compared, headline, told_mended
from grader.report.script_loop import loop_of
from grader.report.text import clean

MOST_POINTS = 60


def script_page(diagnosis: Diagnosis, texts: Mapping[str, str]) -> str:
    """The page of a diagnosis; `texts` are the script's files by name."""
    findings: list[dict[str, Any]] = [
        {"finding": finding, "lines": _lines(texts.get(finding.file, ""), finding.line)}
        for finding in diagnosis.findings
    ]
    return self_contained(
        TEMPLATES,
        "script.html",
        style="page.css",
        diagnosis=diagnosis,
        headline=headline(diagnosis),
        checked=CHECKED,
        unseen=UNSEEN,
        findings=findings,
        loop=loop_of(diagnosis),
        curve=_curve(diagnosis.loss, ()),
        mended=[
            {"told": told_mended(m), "curve": _curve(was, now), "count": len(now)}
            for m in diagnosis.mended
            for now, was in (compared(m),)
        ],
    )


def _curve(loss: Sequence[float | None], other: Sequence[float | None]) -> Curve | None:
    """The losses as a picture, thinned out alike; None where there are few."""
    both = [[v for v in values if v is not None and math.isfinite(v)] for values in (loss, other)]
    every = max(1, max(map(len, both)) // MOST_POINTS)
    drawn = [values[::every] for values in both]
    return curve_of(drawn[0], drawn[1], "the loss") if len(drawn[0]) > 3 else None


def _lines(text: str, line: int) -> list[CodeLine]:
    lines = text.split("\n")
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return [CodeLine(n, clean(lines[n - 1])[:WIDEST], n == line) for n in range(first, last + 1)]
