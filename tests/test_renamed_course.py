"""The engine names no exercise: under other names the course grades its renamed corpus alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import renamed
from corpus import ROOT, Example, sample
from test_copied_course import copied

from grader.course.course import built_in_course, load_course
from grader.judge.grading import Judge
from grader.results.verdict import Grade
from grader.submission.submission import Submission, read_submission

SAMPLE = 4
SOLUTIONS = read_submission(ROOT / "solutions")


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Judge, Judge]]:
    record = copied(tmp_path_factory.mktemp("old"))
    record = renamed.course(record, tmp_path_factory.mktemp("new"))
    with Judge(load_course(built_in_course())) as old, Judge(load_course(record)) as new:
        yield old, new


class Renamed(Submission):
    """A submission under new names, which meets the random work that it meets under the old."""

    digest = ""


def under_new_names(submission: Submission) -> Submission:
    """The submission with the names of the renamed course."""
    files = {
        renamed.file_named(name): _renamed(name, content)
        for name, content in submission.files.items()
    }
    made = Renamed(submission.name, files)
    object.__setattr__(made, "digest", submission.digest)
    return made


def _renamed(name: str, content: bytes) -> bytes:
    try:
        return renamed.renamed(name, content.decode()).encode()
    except UnicodeDecodeError:
        return content


def fared(grade: Grade, names: dict[str, str]) -> dict[str, Any]:
    """Points, outcomes, codes and lines, by the new names."""
    return {
        names.get(exercise.id, exercise.id): {
            "checks": {check.id: (check.outcome, check.score) for check in exercise.checks},
            "findings": [
                (f.code, f.severity, renamed.file_named(f.file or ""), f.line)
                for f in exercise.findings
            ],
        }
        for exercise in grade.exercises
    }


def test_no_name_of_the_course_is_left(judges: tuple[Judge, Judge]) -> None:
    old, new = (judge.course for judge in judges)
    assert not {e.id for e in old.exercises} & {e.id for e in new.exercises}
    assert not {*old.contract.files} & {*new.contract.files}
    assert not {*old.contract.definitions} & {*new.contract.definitions}


@pytest.mark.parametrize("example", sample(SAMPLE, "new "), ids=lambda example: example.id)
def test_a_renamed_submission_fares_as_under_its_old_names(
    judges: tuple[Judge, Judge], example: Example
) -> None:
    old, new = judges
    submission = example.submission(SOLUTIONS)
    before = fared(old.grade(submission), renamed.EXERCISES)
    assert fared(new.grade(under_new_names(submission)), {}) == before
