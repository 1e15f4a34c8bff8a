"""A warm judge as a service: a line of JSON asks, a line of JSON answers, in the same order.

For systems that send one submission at a time. It opens no network of its own: whoever starts it
holds both ends.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import CourseError, GradeError, SubmissionError
from grader.judge.process import KeptJudge
from grader.judge.setup import Setup, digest_of
from grader.results.version import grader_version
from grader.submission.submission import read_submission

LONGEST_LINE = 1 << 20
FIELDS = ("id", "submission", "exercises", "health")


class RequestError(GradeError):
    """A line asks for nothing that can be done; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a line asks for: a health line, or the result of what lies at `path`.

    `id` is whatever the other side knows it by, and goes back as it came.
    """

    path: Path | None
    exercises: tuple[str, ...] | None = None
    id: Any = None


def read_request(line: str) -> Request:
    """What a line asks for.

    Raises:
        RequestError: nothing that can be done.
    """
    if len(line) > LONGEST_LINE:
        raise RequestError(f"the line is longer than {LONGEST_LINE:,} characters")
    try:
        asked = json.loads(line)
        # SECURITY: Python reads numbers that no JSON has; written back they would end the service.
        json.dumps(asked, allow_nan=False)
    except (ValueError, RecursionError):
        raise RequestError(
            'the line is no JSON; write {"submission": "/path"} or {"health": true}'
        ) from None
    if not isinstance(asked, dict) or (unknown := [name for name in asked if name not in FIELDS]):
        said = "" if not isinstance(asked, dict) else f": unknown field {unknown[0][:40]!r}"
        raise RequestError(f"write an object with the fields {', '.join(FIELDS)}{said}")
    path, exercises = asked.get("submission"), asked.get("exercises")
    if asked.get("health") is True and path is None:
        return Request(None, id=asked.get("id"))
    if not isinstance(path, str) or not _is_path(path):
        raise RequestError("submission: write the path of a folder, archive or notebook")
    if exercises is not None and not _are_names(exercises):
        raise RequestError("exercises: write a list of their names, or leave it out")
    return Request(Path(path), None if exercises is None else tuple(exercises), asked.get("id"))


def _is_path(text: str) -> bool:
    """Whether a file may be called that."""
    try:
        return b"\0" not in os.fsencode(text) and bool(text)
    except UnicodeEncodeError:  # half a character
        return False


def _are_names(given: object) -> bool:
    return isinstance(given, list) and bool(given) and all(isinstance(n, str) for n in given)


def answers(lines: Iterable[str], setup: Setup) -> Iterator[dict[str, Any]]:
    """An answer for each line: the document of `check`, a health line, or what was wrong with it.

    Ends with the lines; the judge is started with the first of them and is ended with the last.
    """
    with KeptJudge(setup) as judge:
        service = _Service(setup, judge)
        for line in lines:
            if line.strip():
                yield service.answer(line)


@dataclass
class _Service:
    """One judge, and how many it has graded."""

    setup: Setup
    judge: KeptJudge
    graded: int = 0

    def answer(self, line: str) -> dict[str, Any]:
        """The answer to a line."""
        known: dict[str, Any] = {}
        try:
            asked = read_request(line)
            known = {} if asked.id is None else {"id": asked.id}
            return known | (self._health() if asked.path is None else self._document(asked))
        except (RequestError, SubmissionError, CourseError) as error:
            return known | {"error": str(error), "status": "refused"}
        except GradeError as error:
            # Ours, and nobody's zero: the next line has a fresh judge.
            return known | {"error": str(error), "status": "failed"}

    def _document(self, asked: Request) -> dict[str, Any]:
        assert asked.path is not None
        submission = read_submission(asked.path, wanted=self.judge.wanted)
        grade = self.judge.grade(submission, asked.exercises)
        self.graded += 1
        return grade.to_json()

    def _health(self) -> dict[str, Any]:
        """That a judge is warm, and what it judges by."""
        self.judge.warm()
        course = self.setup.course
        return {
            "health": "warm",
            "grader": grader_version(),
            "course": course.name,
            "course_digest": digest_of(course),
            "graded": self.graded,
        }
