"""The course that mnist-grade comes with is a folder like any other: copied, it grades alike."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from corpus import ROOT, Example, sample

from grader.course.course import built_in_course, load_course
from grader.course.shipped import SHIPPED
from grader.judge.grading import Judge
from grader.lms.exports.wheel import make_wheel
from grader.submission.submission import read_submission

SAMPLE = 4
CODE = "courses/mnist/"
SOLUTIONS = read_submission(ROOT / "solutions")


def copied(out: Path) -> Path:
    """The course's files out of a wheel, as an author would lay them out."""
    with zipfile.ZipFile(BytesIO(make_wheel()[1])) as wheel:
        for name in wheel.namelist():
            inside = name.removeprefix("grader/")
            if inside.split("/")[0] in SHIPPED or inside.startswith(CODE):
                path = out / inside.removeprefix(CODE)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(wheel.read(name))
    record = out / "course.yaml"
    record.write_text(f"format: 1\n{record.read_text()}")
    return record


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Judge, Judge]]:
    record = copied(tmp_path_factory.mktemp("course"))
    with Judge(load_course(built_in_course())) as ours, Judge(load_course(record)) as theirs:
        yield ours, theirs


def document(judge: Judge, example: Example) -> dict[str, Any]:
    return judge.grade(example.submission(SOLUTIONS)).to_json() | {"seconds": 0}


def test_the_copy_is_a_course_of_its_own(judges: tuple[Judge, Judge]) -> None:
    ours, theirs = (judge.course for judge in judges)
    assert ours.folder.package
    assert not theirs.folder.package
    assert ours.contract == theirs.contract


@pytest.mark.parametrize("example", sample(SAMPLE), ids=lambda example: example.id)
def test_a_copy_of_the_course_gives_the_same_document(
    judges: tuple[Judge, Judge], example: Example
) -> None:
    ours, theirs = (document(judge, example) for judge in judges)
    assert theirs == ours
