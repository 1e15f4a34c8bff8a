"""The document of a result reads back as what was written, also where an older version wrote it."""

from __future__ import annotations

from importlib import metadata

import pytest
from fixed_grades import FIXED

from grader.results.verdict import Grade

every_grade = pytest.mark.parametrize("grade", FIXED.values(), ids=FIXED.keys())


@every_grade
def test_a_document_reads_back_as_the_grade_that_it_was_made_of(grade: Grade) -> None:
    assert Grade.from_json(grade.to_json()).to_json() == grade.to_json()


@every_grade
def test_a_grade_says_which_version_made_it(grade: Grade) -> None:
    assert grade.to_json()["grader"] == metadata.version("mnist-grade")


@every_grade
def test_whoever_reads_a_document_is_not_who_made_it(grade: Grade) -> None:
    read = Grade.from_json(grade.to_json() | {"grader": "0.2.0.dev7"})
    assert read.to_json()["grader"] == "0.2.0.dev7"


@every_grade
def test_a_document_of_0_1_0_is_read_and_does_not_say(grade: Grade) -> None:
    document = grade.to_json()
    del document["grader"]
    assert Grade.from_json(document) == Grade.from_json(document | {"grader": ""})
