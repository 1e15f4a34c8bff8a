"""What is said of a whole script, as one self-contained page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from grader.learn.scripts.diagnosis import Diagnosis
from grader.report.inline import self_contained
from grader.report.page import TEMPLATES
from grader.report.page_code import CodeLine
from grader.report.page_curve import curve_of
from grader.report.script import AROUND, WIDEST
from grader.report.text import clean

MOST_POINTS = 60


def script_page(diagnosis: Diagnosis, texts: Mapping[str, str]) -> str:
    """The page of a diagnosis; `texts` are the script's files by name."""
    values = [v for v in diagnosis.loss if v is not None and math.isfinite(v)]
    every = max(1, len(values) // MOST_POINTS)
    findings: list[dict[str, Any]] = [
        {"finding": finding, "lines": _lines(texts.get(finding.file, ""), finding.line)}
        for finding in diagnosis.findings
    ]
    return self_contained(
        TEMPLATES,
        "script.html",
        style="page.css",
        diagnosis=diagnosis,
        findings=findings,
        curve=curve_of(values[::every], (), "the loss") if len(values) > 3 else None,
    )


def _lines(text: str, line: int) -> list[CodeLine]:
    lines = text.split("\n")
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return [CodeLine(n, clean(lines[n - 1])[:WIDEST], n == line) for n in range(first, last + 1)]
