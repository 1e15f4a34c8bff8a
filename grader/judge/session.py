"""The hidden checks, run by pytest inside the judge's process.

Those of a course are collected once. For each submission the plugin gives each check its examiner
and its work, and turns pytest's reports into outcomes: a failed check is the student's, every
other error is ours. An exercise without checks has inferred ones.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import itertools
from collections.abc import Collection
from dataclasses import replace
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest

from grader.course.authored import module_of
from grader.course.checks import check_id
from grader.course.shipped import CourseFolder
from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner
from grader.examiner.inferred import check_inferred, given_for
from grader.examiner.record import CheckFailed, Record
from grader.judge.points import Report
from grader.results.verdict import Evidence, Outcome


class _Module(pytest.Module):
    """A file of checks."""

    folder: CourseFolder

    def _getobj(self) -> ModuleType:
        return module_of(self.folder, self.path)


class _Checks:
    """pytest's plugin: every check, collected once, and run for one submission after another."""

    def __init__(self, folder: CourseFolder) -> None:
        self.folder = folder
        self.items: dict[str, dict[str, pytest.Item]] = {}
        self.troubles: list[str] = []
        self.examined: Examiner | None = None
        self.reports: dict[str, Report] = {}

    @pytest.fixture
    def examiner(self) -> Examiner:
        """The examiner of the exercise that the check file is for."""
        assert self.examined is not None
        return self.examined

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest, examiner: Examiner) -> Draw:
        """What draws random work for this check."""
        return examiner.draw(check_id(request.node.name))

    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> pytest.Module:
        """A file of checks as a module of its course, so that it may import its neighbours."""
        made: _Module = _Module.from_parent(parent, path=module_path)
        made.folder = self.folder
        return made

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why a file of checks could not be read."""
        if report.failed:
            self.troubles.append(str(report.longrepr)[-500:])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Keep what was collected, to be run later and more than once."""
        for item in session.items:
            self.items.setdefault(item.path.stem, {})[check_id(item.name)] = item
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Turn the end of a check into an outcome, and into no more of a report than that.

        Pytest's own would hold every argument in writing, with thousands of numbers: seconds.
        """
        if call.excinfo is not None:
            self._note_failed(check_id(item.name), _failed(_title(item), call.excinfo))
        elif call.when == "call":
            self._note_passed(check_id(item.name), _title(item))
        outcome: Literal["failed", "passed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, "call")

    def run(self, examiner: Examiner, wanted: Collection[str]) -> dict[str, Report]:
        """Report on the wanted checks, once more where they failed in a worker of others, too."""
        known = self.items.get(examiner.exercise)
        # The hidden ones last: what is printed in the others may be told then.
        wanted = sorted(wanted, key=examiner.secret.__contains__)
        items = [known[check] for check in wanted if check in known] if known else []
        run = (
            partial(self._run_inferred, wanted)
            if known is None
            else partial(self._run_items, items)
        )
        self.examined, self.reports = examiner, {}
        try:
            passed = run(examiner)
            if examiner.borrowed and (examiner.unheard or not passed):
                # Another exercise's code ran there before: that is not to cost this one its points,
                # nor its learner what was printed.
                examiner.start_over()
                passed = run(examiner)
            examiner.close(passed=passed)
            return self.reports
        finally:
            self.examined, self.reports = None, {}

    def _run_items(self, items: list[pytest.Item], examiner: Examiner) -> bool:
        """Whether all passed; ends early where they will be run again anyway."""
        passed = True
        for item, next_one in zip_longest(items, items[1:]):
            # Each may be the last of its exercise, where nothing is to be left of it.
            follows = None if examiner.hurried else next_one
            item.ihook.pytest_runtest_protocol(item=item, nextitem=follows)
            passed = passed and self.reports[check_id(item.name)].outcome is Outcome.PASSED
            if _ends(examiner, passed):
                break
        return passed

    def _note_passed(self, check: str, title: str) -> None:
        """A check passed: all that it played was right, whatever it looked at."""
        self.reports[check] = Report(Outcome.PASSED, title)
        for record in self._plays_of(check):
            record.right = True

    def _note_failed(self, check: str, report: Report) -> None:
        """A check failed: what it says stands for the numbers of plays that it only looked at."""
        self.reports[check] = report
        for record in self._plays_of(check):
            record.said = report.evidence if record.only_seen else ()

    def _plays_of(self, check: str) -> list[Record]:
        return [r for r in self.examined.records if r.check == check] if self.examined else []

    def _run_inferred(self, wanted: Collection[str], examiner: Examiner) -> bool:
        """The same for an exercise that has no checks written."""
        passed, path = True, self.folder.checks / f"{examiner.exercise}.py"
        defined = examiner.contract.definitions.items()
        for name, definition in sorted(defined, key=lambda d: check_id(d[0]) in examiner.secret):
            check = check_id(name)
            if check not in wanted or _ends(examiner, passed):
                continue
            title = (inspect.getdoc(examiner.solutions.functions()[name]) or name).splitlines()[0]
            try:
                own = vars(module_of(self.folder, path)) if path.is_file() else {}
                beside = len(examiner.contract.names_in(definition.file))
                given = given_for(name, beside, own)
                check_inferred(examiner, examiner.draw(check), name, given)
                self._note_passed(check, title)
            except Exception as error:
                self.reports[check] = _failed(title, pytest.ExceptionInfo.from_exception(error))
                passed = False
        return passed


def _ends(examiner: Examiner, passed: bool) -> bool:
    """Whether the rest need not run: all will be judged again, or nobody asks what else fails."""
    again = examiner.borrowed and (examiner.unheard or not passed)
    return again or (examiner.hurried and not passed)


def _failed(title: str, error: pytest.ExceptionInfo[BaseException]) -> Report:
    """`CheckFailed` and a failed plain assert are the student's, all else is ours."""
    if isinstance(error.value, CheckFailed):
        return Report(Outcome.FAILED, title, error.value.evidence)
    if isinstance(error.value, AssertionError):
        said = str(error.value).partition("\n")[0] or "what this check asks for"
        return Report(Outcome.FAILED, title, (_asserted(said),))
    trouble = "".join(map(str, error.traceback[-8:])) + f"\n{error.typename}: {error.value}"
    return Report(Outcome.NOT_JUDGED, title, trouble=trouble)


def _asserted(said: str) -> Evidence:
    """What an author's `assert` says: what should hold."""
    return Evidence(said, "yes", "no", fact=f"this does not hold: {said}")


def _title(item: pytest.Item) -> str:
    function = getattr(item, "function", None)
    return (getattr(function, "__doc__", "") or item.name).strip().splitlines()[0]


@cache
def _collected(folder: CourseFolder) -> _Checks:
    """Every check of a course: pytest takes as long to find them as to run them."""
    checks = _Checks(folder)
    if not folder.checks.is_dir():
        return checks
    # SECURITY: without these options pytest would read a conftest.py, a pytest.ini or a plugin
    # that lies in the folder where the grader happens to be started.
    options = [
        "--noconftest", "--disable-plugin-autoload", f"--rootdir={folder.checks}",
        "-c", str(_OPTIONS), "--import-mode=importlib", "--assert=plain",
        *itertools.chain(*(("-p", f"no:{name}") for name in _NOT_NEEDED)),
    ]  # fmt: skip
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        pytest.main([*options, str(folder.checks)], plugins=[checks])
    checks.troubles.append(said.getvalue()[-500:])
    return checks


_OPTIONS = Path(__file__).parent / "pytest.ini"
# Of pytest's own plugins: those that print, that write files, or that hold on to the process.
_NOT_NEEDED = (
    "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "junitxml", "legacypath",
    "logging", "monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise",
    "terminal", "threadexception", "tmpdir", "unittest", "unraisableexception", "warnings",
)  # fmt: skip


def run_checks(examiner: Examiner, wanted: Collection[str]) -> dict[str, Report]:
    """The report of every wanted check of an examiner's exercise."""
    checks = _collected(examiner.folder)
    with contextlib.ExitStack() as unless_finished:
        # Whatever ends this early, Ctrl-C above all, leaves pytest in the middle of a check.
        unless_finished.callback(_collected.cache_clear)
        reports = checks.run(examiner, wanted)
        unless_finished.pop_all()
    trouble = f"the check did not run. {' '.join(checks.troubles)}"
    lacking = Report(Outcome.NOT_JUDGED, "", trouble=trouble)
    if examiner.hurried and reports:  # with one that failed
        lacking = Report(Outcome.FAILED, "")
    missing = {name: replace(lacking, title=name) for name in wanted}
    return missing | reports
