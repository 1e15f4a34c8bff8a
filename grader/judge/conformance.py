"""What every way of starting workers has to do: one suite, which each of them passes.

`cases` are files of a learner's with what has to come of them, `habits` what a launcher does over
several workers. Nothing in here knows how workers are started.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import indent
from typing import Any

from grader.course.contract import Contract, Definition, Parameter
from grader.errors import JudgeError
from grader.examiner.calls import call, tensor
from grader.examiner.compare import differences
from grader.examiner.draw import Draw
from grader.examiner.plays import play
from grader.examiner.replies import play_in
from grader.frames.payload import pack
from grader.sandbox.launcher import Launcher
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.process import WorkerProcess
from grader.scenes import Work

GIVEN = Parameter("given", "positional or keyword", None)
CONTRACT = Contract(("play.py",), {"play": Definition("play.py", "function", (GIVEN,))})
MEMORY = 256 << 20  # what a launcher under test is to allow a worker

RIGHT = "return given * 2"
PATIENCE, SHORT, SOON = Patience(30, 90), Patience(1, 20), Patience(1, 2)


class NotConforming(JudgeError):
    """A launcher does not do what it has to; the text says what it did."""


@dataclass(frozen=True, slots=True)
class Case:
    """A learner's `play(given)`, and what comes of it.

    `ends` are the kinds of mishap of which one has to be told, none where it plays; `line` is
    where, counted from the first of the body, and `text` is part of what is said.
    """

    sentence: str
    body: str
    ends: tuple[str, ...] = ()
    line: int | None = None
    text: str = ""
    patience: Patience = PATIENCE
    before: str = ""  # what stands above `play`
    after: str = ""  # and below it

    @property
    def source(self) -> str:
        """The file."""
        return f"{self.before}\ndef play(given):\n{indent(self.body, '    ')}\n{self.after}\n"


_NOISE = 'import os\nprint("x" * 5000)\nos.write(1, b"y" * 5000)\nos.write(2, b"z" * 5000)\n'
_WRITE = "import os\nfor number in range(3, 64):\n    try:\n        os.write(number, {what})\n"
_QUIET = "    except OSError:\n        pass\n"
_CATCHING = "while True:\n    try:\n        while True:\n            pass\n"
_GREEDY = "held = []\nwhile True:\n    held.append(b'x' * (8 << 20))"

CASES = (
    Case("right code plays", RIGHT),
    Case("what it prints never mixes with its answers", _NOISE + RIGHT),
    Case("millions of numbers come back whole", "assert given.numel() > 1 << 20\n" + RIGHT),
    Case("an error has its line", "x = 1\nraise ValueError('so')", ("exception",), 2, "so"),
    Case("there is nothing to read", "input()", ("exception",), 1, "EOF"),
    Case("sys.exit is no end", "import sys\nsys.exit(3)", ("crashed",), 2, "exit status 3"),
    Case("an exit is told", "import os\nos._exit(3)", ("crashed",), None, "exit status 3"),
    Case("a crash is told", "import ctypes\nctypes.string_at(0)", ("crashed",)),
    Case(
        "an endless loop has its line", "x = 0\nwhile True:\n    x = 1", ("timeout",), None,
        "of CPU time", SHORT,
    ),
    Case(
        "waiting for ever has its line", "import time\ntime.sleep(1000)", ("timeout",), 2,
        "by the clock", SOON,
    ),
    Case(
        "catching everything gains nothing", f"{_CATCHING}    except BaseException:\n        pass",
        ("timeout",), None, "", SHORT,
    ),
    Case(
        "an endless import has its line", "pass", ("timeout",), -1, "", SHORT,
        before="while True: pass",
    ),
    Case("endless printing is cut off", "while True:\n    print('x' * 999)", ("output-limit",)),
    Case(
        "a file without end is cut off",
        "open('a', 'wb').write(b'x' * (8 << 20))", ("output-limit",),
    ),
    Case(  # or the disk is full, where it is the worker's own
        "files without end are cut off",
        "for n in range(64):\n    open(str(n), 'wb').write(b'x' * (1 << 19))",
        ("output-limit", "exception"),
    ),
    Case("memory has an end", _GREEDY, ("memory-limit",)),
    Case("a failing import has its line", "pass", ("import-error",), -1, before="import no_such"),
    Case("no Python has its line", "return (", ("syntax-error",), 1),
    Case("a missing function is named", "pass", ("missing-function",), after="del play"),
    Case(
        "bytes that are no frame are no answer",
        _WRITE.format(what=r"b'\0\0\0\2\0\0\0\0[]'") + _QUIET + RIGHT, ("crashed",),
    ),
    Case(
        "a frame that announces too much is not read",
        _WRITE.format(what=r"b'\xff' * 64") + _QUIET + RIGHT, ("output-limit",),
    ),
)  # fmt: skip


class Trial:
    """A launcher under test, with a place for submissions."""

    def __init__(self, launcher: Launcher, home: Path) -> None:
        """`launcher` was made for CONTRACT with MEMORY; `home` is a folder for submissions."""
        self.launcher, self._home, self._numbers = launcher, home, count(1)
        launcher.hold(pack(_no_digits()), [])

    def staged(self, source: str) -> Path:
        """A submission with this play.py, on which workers may be started."""
        folder = self._home / f"submission-{next(self._numbers)}"
        folder.mkdir(parents=True)
        (folder / "play.py").write_text(source, encoding="utf-8")
        return folder

    def worker(self, folder: Path) -> WorkerProcess:
        """A fresh worker that is about to play."""
        worker = self.launcher.fork(folder)
        worker.begin()
        return worker

    def require(self, case: Case) -> None:
        """Play a case. Raises: NotConforming, where something else came of it."""
        folder = self.staged(case.source)
        worker = self.worker(folder)
        try:
            told = _outcome(worker, case)
        finally:
            worker.end()
            self.launcher.forget(folder)
        if told:
            raise NotConforming(f"{case.sentence}: {told}")


def _no_digits() -> dict[str, Any]:
    import torch

    return {
        "images": torch.zeros(1, 1, 8, 8, dtype=torch.uint8),
        "labels": torch.zeros(1, dtype=torch.int64),
    }


def drawn(numbers: int = 3) -> Work:
    """Work for `play`, which hands it so many numbers."""
    draw = Draw(CONTRACT, "conformance")
    return draw.work("play", call(draw.tensor(numbers)), returns=[tensor()], looks=())


def _outcome(worker: WorkerProcess, case: Case) -> str:
    """What is wrong with what came of a case; empty where nothing is."""
    work = drawn(1 << 21 if "millions" in case.sentence else 3)
    try:
        sight, _ = play_in(worker, work, case.patience)
    except Mishap as mishap:
        return _wrong_with(mishap, case)
    if case.ends:
        return f"it played, where {' or '.join(case.ends)} was to be told"
    found = differences(play({"play": lambda given: given * 2}, work), sight, None)
    return "" if not found else f"other numbers came back: {found[0].what}"


def _wrong_with(mishap: Mishap, case: Case) -> str:
    if mishap.kind not in case.ends:
        return f"{mishap.kind} ({mishap.type}: {mishap.text}) was told"
    if case.text not in mishap.text:
        return f"{mishap.text!r} was said, where {case.text!r} was to be"
    # The body begins behind what stands before it, and behind the line of the `def`.
    place = None if case.line is None else case.line + case.before.count("\n") + 2
    if place is not None and (mishap.file, mishap.line) != ("play.py", place):
        return f"{mishap.file}:{mishap.line} was told, where it is play.py:{place}"
    return ""


def plays_one_after_another(trial: Trial) -> None:
    """One worker plays often, and what its files hold lasts until it begins anew."""
    body = "global turns\nturns += 1\nreturn given * turns"
    worker = trial.worker(trial.staged(Case("", body, before="turns = 0").source))
    for factor in (1, 2, 1):
        if factor == 1:
            worker.begin()
        _require_factor(worker, factor)
    worker.end()


def _require_factor(worker: WorkerProcess, factor: int) -> None:
    work = drawn()
    sight, _ = play_in(worker, work, PATIENCE)
    if differences(play({"play": lambda given: given * factor}, work), sight, None):
        raise NotConforming(f"it did not give {factor} times what it was given")


def goes_on_after_a_death(trial: Trial) -> None:
    """A worker that ended itself takes nothing with it: the next one is as good."""
    folder = trial.staged(Case("", "import os\nos._exit(1)").source)
    trial.launcher.prepare(folder, 2)
    for _ in range(2):
        worker = trial.worker(folder)
        try:
            play_in(worker, drawn(), PATIENCE)
        except Mishap:
            continue
        raise NotConforming("a worker that had ended gave an answer")
    trial.launcher.forget(folder)
    trial.require(CASES[0])


def knows_no_environment(trial: Trial) -> None:
    """A worker's environment, arguments and own folder hold nothing that it was not told."""
    folder = trial.staged(Case("", f"{_KNOWS}\n{RIGHT}").source)
    worker = trial.worker(folder)
    try:
        _require_factor(worker, 2)
    except Mishap as mishap:
        raise NotConforming(f"a worker knows {mishap.text}") from None
    finally:
        worker.end()


_KNOWS = (
    "import os, sys\n"
    "known = [n for n in os.environ if n.startswith(('HOME', 'USER', 'MNIST', 'CONFORMANCE'))]\n"
    "if known or sys.argv[1:] or os.listdir():\n"
    "    raise RuntimeError(f'{known} {sys.argv} {os.listdir()}')"
)


def leaves_nothing(trial: Trial) -> None:
    """What a worker wrote is gone when its submission is forgotten."""
    name = secrets.token_hex(8)
    folder = trial.staged(Case("", f"open('{name}', 'w').write('x')\n{RIGHT}").source)
    worker = trial.worker(folder)
    _require_factor(worker, 2)
    worker.end()
    trial.launcher.forget(folder)
    if list(trial.launcher.home.rglob(name)):
        raise NotConforming("a file of a worker that has ended is still there")


def our_own_error_is_none_of_a_submission(trial: Trial) -> None:
    """What fails beside a play is raised as it is, and ends the worker."""
    worker = trial.worker(trial.staged(Case("", RIGHT).source))

    def fails() -> None:
        raise KeyError("ours")

    try:
        play_in(worker, drawn(), PATIENCE, meanwhile=fails)
    except KeyError:
        if not worker.alive:
            return
    raise NotConforming("an error beside a play was taken for one in it, or the worker lives on")


HABITS: tuple[Callable[[Trial], None], ...] = (
    plays_one_after_another, goes_on_after_a_death, knows_no_environment, leaves_nothing,
    our_own_error_is_none_of_a_submission,
)  # fmt: skip
