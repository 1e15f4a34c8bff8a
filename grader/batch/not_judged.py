"""The document of a submission that could not be judged: no points, no findings, and why."""

from __future__ import annotations

import json
import zlib

from grader.judge.job import JobResult
from grader.judge.points import result_of
from grader.judge.setup import Grounds, Setup
from grader.results.verdict import Grade


def not_judged(setup: Setup, grounds: Grounds, key: str, why: str) -> JobResult:
    """A result of status `failed`: our fault, and to be tried again another time."""
    grade = Grade(
        course=setup.course.name,
        title=setup.course.title,
        submission="",
        dataset=grounds.dataset,
        exercises=tuple(result_of(exercise, {}) for exercise in setup.course.exercises),
        error=why,
    )
    document = json.dumps(grade.to_json(), ensure_ascii=True, allow_nan=False)
    return JobResult(key, zlib.compress(document.encode()), failed=True, seconds=0.0)
