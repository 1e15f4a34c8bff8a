"""One pytest session over the hidden checks, inside the judge's process.

The plugin gives each check its examiner and its work, and turns pytest's reports into
outcomes: `CheckFailed` is the student's, every other error is ours.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.checks import CHECKS_FOLDER, check_id
from grader.examiner.examiner import CheckFailed, Examiner
from grader.examiner.works import Works
from grader.verdict import Evidence, Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one check, before points; `trouble` is our own traceback."""

    outcome: Outcome
    title: str
    evidence: tuple[Evidence, ...] = ()
    trouble: str = ""


class CheckPlugin:
    """Hands out fixtures and collects reports for one submission."""

    def __init__(self, examiners: Mapping[str, Examiner], wanted: Mapping[str, set[str]]) -> None:
        self.examiners, self.wanted = examiners, wanted
        self.reports: dict[tuple[str, str], Report] = {}

    @pytest.fixture
    def examiner(self, request: pytest.FixtureRequest) -> Examiner:
        """The examiner of the exercise that the check file is for."""
        return self.examiners[_exercise_of(request.node)]

    @pytest.fixture
    def works(self, request: pytest.FixtureRequest, examiner: Examiner) -> Works:
        """Random work for this check."""
        return examiner.works(check_id(request.node.name))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the checks that the course asks for."""
        items[:] = [
            item
            for item in items
            if check_id(item.name) in self.wanted.get(_exercise_of(item), set())
        ]

    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """End an exercise's worker with its last check: it goes while the next one plays."""
        if nextitem is None or _exercise_of(nextitem) != _exercise_of(item):
            self.examiners[_exercise_of(item)].close()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        report = yield
        key = _exercise_of(item), check_id(item.name)
        if call.excinfo is not None:
            self.reports[key] = _failed(item, call.excinfo)
        elif call.when == "call":
            self.reports[key] = Report(Outcome.PASSED, _title(item))
        return report


def _failed(item: pytest.Item, error: pytest.ExceptionInfo[BaseException]) -> Report:
    if isinstance(error.value, CheckFailed):
        return Report(Outcome.FAILED, _title(item), error.value.evidence)
    trouble = "".join(map(str, error.traceback[-3:])) + f"\n{error.typename}: {error.value}"
    return Report(Outcome.NOT_JUDGED, _title(item), trouble=trouble)


def _title(item: pytest.Item) -> str:
    function = getattr(item, "function", None)
    return (getattr(function, "__doc__", "") or item.name).strip().splitlines()[0]


def _exercise_of(item: Any) -> str:
    return Path(item.path).stem.removeprefix("check_")


def run_checks(
    examiners: Mapping[str, Examiner], wanted: Mapping[str, set[str]]
) -> dict[tuple[str, str], Report]:
    """The report of every wanted check, by (exercise, check)."""
    plugin = CheckPlugin(examiners, wanted)
    files = [str(CHECKS_FOLDER / f"check_{exercise}.py") for exercise in wanted]
    # SECURITY: without these options pytest would read a conftest.py, a pytest.ini or a plugin
    # that lies in the folder where the grader happens to be started.
    options = [
        "--noconftest", "--disable-plugin-autoload", f"--rootdir={CHECKS_FOLDER}",
        "-c", str(CHECKS_FOLDER / "pytest.ini"), "-p", "no:cacheprovider", "-p", "no:terminal",
        "-p", "no:faulthandler", "-p", "no:logging", "-p", "no:junitxml", "-p", "no:warnings",
        "-p", "no:capture",
        "-p", "no:unraisableexception", "-p", "no:threadexception", "--import-mode=importlib",
        "--assert=plain",
    ]  # fmt: skip
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        pytest.main([*options, *files], plugins=[plugin])
    missing = [
        (exercise, check)
        for exercise, checks in wanted.items()
        for check in checks
        if (exercise, check) not in plugin.reports
    ]
    for key in missing:
        plugin.reports[key] = Report(
            Outcome.NOT_JUDGED, key[1], trouble=f"the check did not run. {said.getvalue()[-500:]}"
        )
    return plugin.reports
