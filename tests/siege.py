"""A warm judge among things that nobody must touch, and what every attack on it must leave so."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from corpus import ROOT
from hostile import BREACH, FORBIDDEN, SECRET, Attack, listing, processes, with_canaries
from rich.cells import cell_len
from rich.console import Console

from grader.course.course import Course
from grader.judge.grading import Judge
from grader.report.terminal import print_report
from grader.results.verdict import Grade
from grader.sandbox.sealed import Nursery
from grader.submission.submission import Submission


def impatient(course: Course) -> Course:
    """The course with limits that an honest submission keeps and a test can wait for."""
    limits = course.limits.model_copy(
        update={"call_seconds": 0.6, "training_seconds": 6, "wall_factor": 1.5, "memory_mb": 512}
    )
    return course.model_copy(update={"limits": limits})


@dataclass
class Siege:
    """A warm judge among things that must not be touched, with a list of its workers."""

    judge: Judge
    canary: Path
    places: dict[str, str]
    open_files: int
    workers: set[int] = field(default_factory=set)
    grades: dict[str, Grade] = field(default_factory=dict)

    @property
    def nursery(self) -> Nursery:
        assert isinstance(self.judge._launcher, Nursery)
        return self.judge._launcher

    def grade(self, attack: Attack, solutions: Submission) -> Grade:
        """The attacked exercise, graded."""
        submission = attack.submission(solutions, self.places)
        # A fixed fifth of them is searched for a repair, too: that plays the file again and again.
        proven = zlib.crc32(attack.id.encode()) % 5 == 0
        self.grades[attack.id] = self.judge.grade(submission, [attack.exercise], proven=proven)
        return self.grades[attack.id]

    def state(self) -> dict[str, object]:
        """All that must be the same before and after a submission was graded."""
        self.judge.rest()
        running = processes()
        nursery = self.nursery._launched.pid
        return {
            "canary": listing(self.canary),
            "home": sorted(path.name for path in self.nursery.home.iterdir()),
            "scratch": sorted(path.name for path in self.nursery.scratch.iterdir()),
            "children of the nursery": {
                p for p, (parent, _) in running.items() if parent == nursery
            },
            "left of a worker": {
                p for p, (_, session) in running.items() if {p, session} & self.workers
            },
            "open files of the nursery": open_files(nursery),
            "shared memory": Path("/dev/shm/mnist-grade-attack").exists(),
        }


def open_files(process: int) -> int:
    """How many files a process has open; for root to see where it is not our own."""
    try:
        return len(list(Path(f"/proc/{process}/fd").iterdir()))
    except PermissionError:
        return -1


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The port of a server on this machine that nobody has any business with."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, server: int) -> dict[str, str]:
    """What the attacks look for, by its name in them."""
    canary = with_canaries(tmp_path_factory.mktemp("canary"))
    return {"CANARY": str(canary), "ROOT": str(ROOT), "PORT": str(server)}


@contextmanager
def besieged(course: Course, places: dict[str, str], dataset: str | None = None) -> Iterator[Siege]:
    """The judge that all attacks meet, one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.sandbox.patience.GRACE", 0.2)
        patch.setenv("MNIST_GRADE_CANARY_TOKEN", SECRET + " in the environment")
        with Judge(impatient(course), dataset) as judge:
            judge.protection()  # asked of the nursery, which is warm when it answers
            neighbour = judge._launcher.home / "neighbour"
            neighbour.mkdir()
            (neighbour / "forward.py").write_text(f"# {SECRET} of a neighbour\n")
            there = places | {"HOME": str(judge._launcher.home)}
            siege = Siege(judge, Path(places["CANARY"]), there, open_files(os.getpid()))
            end = judge._launcher.end
            patch.setattr(judge._launcher, "end", lambda pid: siege.workers.add(pid) or end(pid))
            yield siege


def require_contained(siege: Siege, attack: Attack, right: Submission, honest: str) -> None:
    """Require that an attack wins and harms nothing, and an `honest` exercise passes after it."""
    before = siege.state()
    started, used = time.monotonic(), time.process_time()
    grade = siege.grade(attack, right)
    seconds, used = time.monotonic() - started, time.process_time() - used
    document = json.dumps(grade.to_json(), allow_nan=False)
    after = siege.state()
    afterwards = siege.judge.grade(right, [honest])
    (exercise,) = grade.exercises
    low, high = attack.earns(exercise.max_score)

    assert BREACH not in document
    assert low <= exercise.score <= high, (
        exercise.score,
        [c.id for c in exercise.checks if c.passed],
    )
    assert grade.status == "graded", grade.error
    assert not [secret for secret in _secrets(siege) if secret in document]
    assert after == before
    # Not one by one: a closed worker's files may wait for the collector.
    assert open_files(os.getpid()) < siege.open_files + 40
    assert used < 15  # of the judge's own processor; a busy machine has all day
    assert seconds < 100
    assert len(document) < 100_000
    shown = rendered(grade)
    assert not FORBIDDEN.findall(shown)
    assert not re.search(r"^\s*::|##\[", shown, re.M)
    assert max(map(cell_len, shown.splitlines())) <= 100
    assert (afterwards.status, afterwards.score) == ("graded", afterwards.exercises[0].max_score)


def _secrets(siege: Siege) -> tuple[str, ...]:
    return SECRET, siege.judge.course.seed, "root:x:0:0", "MNIST_GRADE_CANARY", "def check_"


def rendered(grade: Grade) -> str:
    """The report as a learner's terminal gets it."""
    page = io.StringIO()
    print_report(grade, Console(file=page, width=100), folder="homework")
    return page.getvalue()
