"""Nothing that a submission does forges a score, leaks a secret, harms another or stops us."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from corpus import ROOT
from hostile import BREACH, KINDS, Attack, attacks
from rich.console import Console

from grader.course import Course, built_in_course, load_course
from grader.examiner.works import Works
from grader.judge.grading import Judge
from grader.report.terminal import print_report
from grader.sandbox import kernel
from grader.sandbox.process import Mishap, Nursery, Patience, WorkerProcess
from grader.sandbox.seals import SEALS
from grader.submission import Submission
from grader.verdict import Grade

pytestmark = pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")

SECRET = "canary-4f1c9ab2"
ALL = attacks()

# What no report passes on: control characters, marks that turn text around, halves of characters.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def impatient(course: Course) -> Course:
    """The course with limits that an honest submission keeps and a test can wait for."""
    limits = course.limits.model_copy(
        update={"call_seconds": 1, "training_seconds": 6, "wall_factor": 1.5, "memory_mb": 512}
    )
    return course.model_copy(update={"limits": limits})


@dataclass
class Siege:
    """A warm judge among things that must not be touched, with a list of its workers."""

    judge: Judge
    canary: Path
    places: dict[str, str]
    workers: set[int] = field(default_factory=set)

    @property
    def nursery(self) -> Nursery:
        return self.judge._nursery

    def state(self) -> dict[str, object]:
        """All that must be the same before and after a submission was graded."""
        processes = _processes()
        nursery = self.nursery._process.pid
        return {
            "canary": _listing(self.canary),
            "home": sorted(path.name for path in self.judge._home.iterdir()),
            "scratch": sorted(path.name for path in self.nursery.scratch.iterdir()),
            "children of the nursery": {
                p for p, (parent, _) in processes.items() if parent == nursery
            },
            "left of a worker": {
                p for p, (_, session) in processes.items() if {p, session} & self.workers
            },
            "open files of the judge": _open_files(os.getpid()),
            "open files of the nursery": _open_files(nursery),
            "shared memory": Path("/dev/shm/mnist-grade-attack").exists(),
        }


def _processes() -> dict[int, tuple[int, int]]:
    """Parent and session of every process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(path.parent.name)] = int(words[1]), int(words[3])
    return found


def _listing(folder: Path) -> list[tuple[str, int, int, bytes]]:
    found = []
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found.append((path.name, status.st_mode, status.st_mtime_ns, content))
    return found


def _open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The port of a server on this machine that nobody has any business with."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, server: int) -> dict[str, str]:
    """What the attacks look for, by its name in them."""
    canary = tmp_path_factory.mktemp("canary")
    (canary / "secret.txt").write_text(SECRET + " in a file")
    (canary / "victim.txt").write_text("as it was")
    home = tmp_path_factory.mktemp("neighbours")
    return {"CANARY": str(canary), "ROOT": str(ROOT), "PORT": str(server), "HOME": str(home)}


@pytest.fixture(scope="module")
def siege(places: dict[str, str]) -> Iterator[Siege]:
    """The judge that all attacks meet, one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MNIST_GRADE_CANARY_TOKEN", SECRET + " in the environment")
        with Judge(impatient(load_course(built_in_course())), "digits") as judge:
            neighbour = judge._home / "neighbour"
            neighbour.mkdir()
            (neighbour / "forward.py").write_text(f"# {SECRET} of a neighbour\n")
            siege = Siege(judge, Path(places["CANARY"]), places | {"HOME": str(judge._home)})
            end = judge._nursery.end
            patch.setattr(judge._nursery, "end", lambda pid: siege.workers.add(pid) or end(pid))
            yield siege


def rendered(grade: Grade) -> str:
    """The report as a learner's terminal gets it."""
    page = io.StringIO()
    print_report(grade, Console(file=page, width=100), folder="homework")
    return page.getvalue()


def texts(value: object) -> Iterator[str]:
    """Every text in a document, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(key)
            yield from texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)


def parameters() -> list[object]:
    """Each attack; those that are known to be open must not be contained by accident."""
    return [
        pytest.param(
            attack,
            id=attack.id,
            marks=[pytest.mark.xfail(reason=attack.heads["open"])]
            if "open" in attack.heads
            else [],
        )
        for attack in ALL
    ]


@pytest.mark.parametrize("attack", parameters())
def test_an_attack_is_contained(attack: Attack, siege: Siege, solutions: Submission) -> None:
    before = siege.state()
    started = time.monotonic()
    grade = siege.judge.grade(attack.submission(solutions, siege.places), [attack.exercise])
    seconds = time.monotonic() - started
    document = json.dumps(grade.to_json(), allow_nan=False)
    after = siege.state()
    honest = siege.judge.grade(solutions, ["backward"])
    (exercise,) = grade.exercises
    low, high = attack.earns(exercise.max_score)

    assert BREACH not in document
    assert low <= exercise.score <= high, [c.id for c in exercise.checks if c.passed]
    assert grade.status == "graded", grade.error
    assert not [secret for secret in _secrets(siege) if secret in document]
    assert after == before
    assert seconds < 20
    assert len(document) < 100_000
    assert (honest.status, honest.score) == ("graded", honest.exercises[0].max_score)


def _secrets(siege: Siege) -> tuple[str, ...]:
    return SECRET, siege.judge.course.seed, "root:x:0:0", "MNIST_GRADE_CANARY", "def check_"


@pytest.mark.parametrize("attack", parameters())
def test_whatever_an_attack_says_is_clean_where_it_is_shown(
    attack: Attack, siege: Siege, solutions: Submission
) -> None:
    if attack.heads["kind"] not in ("report", "crash"):
        pytest.skip("it says nothing")
    grade = siege.judge.grade(attack.submission(solutions, siege.places), [attack.exercise])
    shown = rendered(grade)
    assert not FORBIDDEN.findall(shown)
    assert not re.search(r"^\s*::|##\[", shown, re.M)
    assert max(map(len, shown.splitlines())) <= 100
    for text in texts(grade.to_json()):
        assert not FORBIDDEN.findall(text)
        assert len(text) <= 2000


def test_every_attack_says_what_it_is() -> None:
    for attack in ALL:
        assert attack.heads["kind"] == attack.path.parent.name
        assert attack.heads["tries"].endswith(".")
        assert set(attack.seals) <= SEALS.keys()
    counts = {kind: sum(a.heads["kind"] == kind for a in ALL) for kind in KINDS}
    assert sum(counts.values()) == len(ALL) >= 55
    assert min(counts.values()) >= 8, counts


# --- each seal alone -------------------------------------------------------------------------


@dataclass
class Yard:
    """A nursery whose workers wear only the seals that a test names."""

    nursery: Nursery
    folder: Path
    places: dict[str, str]
    count: int = 0

    def worker(self, source: bytes, *seals: str) -> WorkerProcess:
        self.count += 1
        folder = self.folder / f"submission-{self.count}"
        folder.mkdir()
        (folder / "backward.py").write_bytes(source)
        self.nursery.wanted = seals
        try:
            return self.nursery.fork(folder)
        finally:
            self.nursery.forget(folder)

    def said(self, source: bytes, *seals: str) -> str:
        """What came of one play: nothing where all went well, else the mishap."""
        worker = self.worker(source, *seals)
        work = Works("a seed", "for", "this").backward([3], stale=False)
        try:
            worker.play(work, Patience(3, 9))
        except Mishap as mishap:
            return f"{mishap.kind} {mishap.text}"
        finally:
            worker.end()
            for path in self.nursery.scratch.iterdir():
                path.unlink() if path.is_file() else path.rmdir()
        return ""


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory, places: dict[str, str]) -> Iterator[Yard]:
    """A nursery beside secrets, with all seals at hand."""
    home = tmp_path_factory.mktemp("yard")
    (home / "neighbour").mkdir()
    (home / "neighbour" / "forward.py").write_text(SECRET)
    with Nursery(home, memory=256 << 20) as nursery:
        nursery.protection()
        yield Yard(nursery, home, places | {"HOME": str(home)})


def alone() -> list[object]:
    return [
        pytest.param(attack, seal, id=f"{seal}-{attack.id}")
        for attack in ALL
        for seal in attack.seals
    ]


@pytest.mark.parametrize(("attack", "seal"), alone())
def test_a_seal_stops_it_alone_and_nothing_else_would(
    attack: Attack, seal: str, yard: Yard
) -> None:
    if attack.exercise != "backward":
        pytest.skip("played as a backward only")
    missing = yard.nursery.protection()[seal]
    if missing and missing != "switched off":
        pytest.skip(f"{seal}: {missing}")
    if attack.heads.get("needs") == "root" and os.getuid() != 0:
        pytest.skip("only root's rights would let it break through")
    source = attack.content(yard.places)
    assert BREACH in yard.said(source), "with no seal at all it breaks through"
    assert BREACH not in yard.said(source, seal)


def test_every_seal_is_proven_alone() -> None:
    """The seal `session` has a test of its own below."""
    assert {seal for attack in ALL for seal in attack.seals} | {"session"} == SEALS.keys()
