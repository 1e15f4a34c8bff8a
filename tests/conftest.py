"""Fixtures that cost seconds, once a session: a warm judge, and the solutions."""

from __future__ import annotations

import signal
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from browser import headless
from corpus import ROOT
from installed import environments, installed, small
from siege import places, server
from stores import postgres, store_url

from grader.course.course import built_in_course, load_course
from grader.course.shipped import record_named
from grader.judge.grading import Judge
from grader.judge.proof import Prover
from grader.sandbox import light_dynamo
from grader.submission.submission import Submission, read_submission

__all__ = [
    "environments", "installed", "judge", "places", "postgres", "server", "small", "solutions",
    "store_url",
]  # fmt: skip

# What tests hand in or read, whatever its files are called.
collect_ignore = ["attacks", "courses", "scripts", "submissions"]


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of state folders that no test has had yet."""
    home = tmp_path_factory.mktemp("states")
    return (home / str(number) for number in count())


@pytest.fixture(autouse=True)
def state(states: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of each test's own: no test reads or writes the real one."""
    folder = next(states)
    folder.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "mnist-grade"


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """A warm judge on the bundled digits, with the course's own settings."""
    with Judge(load_course(built_in_course()), "digits") as judge:
        yield judge


@pytest.fixture(scope="session")
def second() -> Iterator[Judge]:
    """The same for the second course that ships."""
    record = record_named("practice")
    assert record is not None
    with Judge(load_course(record)) as judge:
        yield judge


@pytest.fixture(scope="session")
def prover(judge: Judge) -> Prover:
    """What proves the course with that judge."""
    return Prover(judge)


@pytest.fixture(scope="session")
def solutions() -> Submission:
    """The instructor's solutions."""
    return read_submission(ROOT / "solutions")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless browser. For a module only: its event loop would be in the way of others."""
    with headless() as browser:
        yield browser


def pytest_configure(config: pytest.Config) -> None:
    """Before any test: no compiler for the sake of an optimizer, and Ctrl-C as on a terminal."""
    light_dynamo.install()  # else the first optimizer of each process takes seconds
    # Started in the background, a shell has us ignore Ctrl-C, and our children with us.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-goldens", action="store_true", help="Write the goldens anew: read the diff."
    )
    parser.addoption(
        "--all", action="store_true", help="Run every case of the tests that are marked `sampled`."
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test marked `sampled(n)` n cases run, always the same ones, without a pattern.

    Files marked `long` come first: else one core would wait at the end for the other.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if config.getoption("--all"):
        return
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sampled"):
            cases[item.nodeid.partition("[")[0]].append(item)
    left_out: set[pytest.Item] = set()
    for several in cases.values():
        (kept,) = several[0].iter_markers("sampled")
        several.sort(key=lambda item: sha256(item.nodeid.encode()).digest())
        left_out |= set(several[kept.args[0] :])
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=sorted(left_out, key=lambda item: item.nodeid))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden of this name, or write it with `--rewrite-goldens`."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "goldens" / name
        if request.config.getoption("--rewrite-goldens"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), (
            f"{name} is not what it was. If that is wanted: pytest --rewrite-goldens, and read "
            "the diff."
        )

    return compare
