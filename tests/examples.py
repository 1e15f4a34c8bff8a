"""The catalogue's examples as submissions."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.example import files_with
from grader.submission import Submission


def example_of(entry: Misconception, source: str, solutions: Submission) -> Submission:
    """The solutions with one example of an entry in them."""
    which = "bad" if source == entry.bad else "good"
    return Submission("example", files_with(entry, which, solutions.files))
