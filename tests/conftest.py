"""Fixtures that cost seconds, once a session: a warm judge, and the solutions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import ROOT

from grader.course import built_in_course, load_course
from grader.judge.grading import Judge
from grader.submission import Submission, read_submission


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of each test's own: no test reads or writes the real one."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "mnist-grade"


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """A warm judge on the bundled digits, with the course's own settings."""
    with Judge(load_course(built_in_course()), "digits") as judge:
        yield judge


@pytest.fixture(scope="session")
def solutions() -> Submission:
    """The instructor's solutions."""
    return read_submission(ROOT / "solutions")
