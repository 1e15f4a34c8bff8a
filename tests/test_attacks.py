"""Nothing that a submission does forges a score, leaks a secret, harms another or stops us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from corpus import ROOT, record_of
from hostile import BREACH, FORBIDDEN, KINDS, SECRET, Attack, attacks, with_canaries
from moved import moved
from siege import Siege, besieged, rendered, require_contained

from grader.course.course import load_course
from grader.course.marks import shipped_contract
from grader.courses.mnist import works
from grader.examiner.draw import Draw
from grader.examiner.replies import play_in
from grader.sandbox import kernel
from grader.sandbox.launch import launch
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.process import WorkerProcess
from grader.sandbox.sealed import Nursery
from grader.sandbox.seals import SEALS
from grader.scenes import Work
from grader.submission.submission import Submission, read_submission

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's"),
]

ALL = attacks()


def small_work() -> Work:
    """One call of backward."""
    return works.backward(Draw(shipped_contract(), "a seed"), [3], stale=False)


@pytest.fixture(scope="module")
def siege(places: dict[str, str]) -> Iterator[Siege]:
    """The judge of the course that ships, besieged."""
    with besieged(load_course(record_of("")), places, "digits") as siege:
        yield siege


@pytest.fixture(scope="module")
def second_siege(places: dict[str, str]) -> Iterator[Siege]:
    """The judge of the second course, whom those meet that were moved there."""
    with besieged(load_course(record_of("practice")), places, "digits") as siege:
        yield siege


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


@pytest.mark.sampled(20)
@pytest.mark.parametrize("attack", parameters())
def test_an_attack_is_contained(attack: Attack, siege: Siege, solutions: Submission) -> None:
    require_contained(siege, attack, solutions, "backward")


@pytest.mark.sampled(5)
@pytest.mark.parametrize("attack", moved(), ids=lambda attack: attack.id)
def test_an_attack_on_the_second_course_is_contained(attack: Attack, second_siege: Siege) -> None:
    solutions = read_submission(second_siege.judge.course.folder.solutions)
    require_contained(second_siege, attack, solutions, "warm_up")


def test_whatever_an_attack_says_is_clean_in_the_document(
    siege: Siege, solutions: Submission
) -> None:
    unclean: dict[str, str] = {}
    for attack in ALL:
        if attack.heads["kind"] == "report":
            grade = siege.grades.get(attack.id) or siege.grade(attack, solutions)
            for text in texts(grade.to_json()):
                if FORBIDDEN.search(text) or len(text) > 2000:
                    unclean[attack.id] = text[:200]
    assert not unclean


def test_calls_that_each_end_in_time_cannot_take_all_day_together(
    siege: Siege, solutions: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = siege.judge.course.limits.model_copy(update={"submission_seconds": 1})
    course = siege.judge.course.model_copy(update={"limits": limits})
    monkeypatch.setattr(siege.judge, "course", course)
    pause = b"    __import__('time').sleep(0.3)\n"
    files = {
        name: content.replace(b"    ### BEGIN SOLUTION", pause + b"    ### BEGIN SOLUTION")
        for name, content in solutions.files.items()
        if name.endswith(".py")
    }
    started = time.monotonic()
    grade = siege.judge.grade(Submission("drowsy", solutions.files | files))
    seconds = time.monotonic() - started
    said = {f.message for e in grade.exercises for f in e.findings if f.code == "timeout"}
    assert grade.status == "graded"
    assert any("0.8 s for all calls together" in message for message in said), said
    assert seconds < 15  # with all of its calls it would be over twenty


def test_files_that_are_named_as_parts_of_python_reach_nobody(
    siege: Siege, solutions: Submission
) -> None:
    names = ("torch", "typing", "json", "numpy", "conftest", "sitecustomize", "usercustomize",
             "grader", "encodings", "_pytest", "safetensors", "__init__", "pdb")  # fmt: skip
    trap = f"raise RuntimeError({BREACH!r})".encode()
    files = {f"{name}.py": trap for name in names}
    files |= {"evil.pth": b"import os; os._exit(1)", "pytest.ini": b"[pytest]\naddopts = --co"}
    before = siege.state()
    grade = siege.judge.grade(Submission("names", solutions.files | files), ["backward", "loss"])
    assert [(e.score, e.max_score) for e in grade.exercises] == [(14, 14), (20, 20)]
    assert grade.tamper == ()
    assert siege.state() == before


def test_a_tamper_note_says_what_was_tried_and_where(siege: Siege, solutions: Submission) -> None:
    told = {
        "forge/patched-subtraction": "backward: Tensor.__sub__ was added (backward.py:",
        "leak/canary-in-a-file": "backward: open ",
        "escape/runs-a-program": "backward: subprocess.Popen (backward.py:",
        "forge/stolen-stand-in": "backward: gc.get_objects (backward.py:",
    }
    for attack in ALL:
        if attack.id in told:
            grade = siege.grade(attack, solutions)
            assert [note for note in grade.tamper if note.startswith(told[attack.id])]
            shown = " ".join(rendered(grade).split())
            assert not [note for note in grade.tamper if note in shown]


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

    def said(self, attack: Attack, *seals: str) -> str:
        """What came of one play: nothing where all went well, else the mishap."""
        # With its seals off it may well touch them: each play has canaries of its own.
        canary = self.folder / f"canary-{self.count}"
        canary.mkdir()
        places = self.places | {"CANARY": str(with_canaries(canary))}
        worker = self.worker(attack.content(places), *seals)
        work = small_work()
        try:
            with pytest.MonkeyPatch.context() as patch:
                # The judge's own look at what a worker writes is no seal: it has tests of its own.
                patch.setattr("grader.sandbox.patience.is_too_full", lambda folder: False)
                play_in(worker, work, Patience(15, 45))
        except Mishap as mishap:
            return f"{mishap.kind} {mishap.text}"
        finally:
            worker.end()
        return ""


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory, places: dict[str, str]) -> Iterator[Yard]:
    """A nursery beside secrets, with all seals at hand."""
    home = tmp_path_factory.mktemp("yard")
    (home / "neighbour").mkdir()
    (home / "neighbour" / "forward.py").write_text(SECRET)
    with Nursery(launch(home), shipped_contract(), memory=256 << 20) as nursery:
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
    assert BREACH in yard.said(attack), "with no seal at all it breaks through"
    assert BREACH not in yard.said(attack, seal)


def test_without_namespaces_too_nothing_is_left_in_scratch_for_the_next_worker(yard: Yard) -> None:
    leaves = b"""
import os, pathlib

def backward(optimizer, loss):
    pathlib.Path("note.txt").write_text("for the next one")
    for _ in range(200):
        os.mkdir("deeper")
        os.chdir("deeper")
    loss.backward()
"""
    looks = b"""
import os, pathlib

def backward(optimizer, loss):
    here = pathlib.Path.cwd()
    for place in (here, here.parent, *(here.parent / str(i) for i in range(int(here.name)))):
        try:
            found = sorted(p.name for p in place.iterdir())
        except OSError:
            continue
        if found:
            raise RuntimeError(f"BREACH {place} {found}")
    loss.backward()
"""
    seals = [seal for seal in SEALS if seal != "namespaces"]
    for source in (leaves, looks):
        worker = yard.worker(source, *seals)
        play_in(worker, small_work(), Patience(15, 45))
        worker.end()
        yard.nursery.forget(yard.folder)
        yard.nursery.rest()
        assert not list(yard.nursery.scratch.iterdir())


def test_without_namespaces_too_a_worker_fills_no_disk(yard: Yard) -> None:
    writes = b"""
def backward(optimizer, loss):
    for number in range(10**9):
        with open(f"{number}", "wb") as file:
            file.write(bytes(1_000_000))
"""
    worker = yard.worker(writes, *[seal for seal in SEALS if seal != "namespaces"])
    with pytest.raises(Mishap) as caught:
        play_in(worker, small_work(), Patience(15, 45))
    assert (caught.value.kind, caught.value.text) == (
        "output-limit",
        "files of more than 4 MB, or over 256 of them",
    )
    yard.nursery.forget(yard.folder)
    yard.nursery.rest()
    assert not list(yard.nursery.scratch.iterdir())


def test_every_seal_is_proven_alone() -> None:
    """The seal `session` has a test of its own below."""
    assert {seal for attack in ALL for seal in attack.seals} | {"session"} == SEALS.keys()


def test_a_worker_dies_with_its_nursery_by_the_seal_of_the_session(tmp_path: Path) -> None:
    assert _outlives_its_nursery(tmp_path / "open"), "with no seal at all it stays"
    assert not _outlives_its_nursery(tmp_path / "sealed", "session")


def _outlives_its_nursery(home: Path, *seals: str) -> bool:
    """Whether a worker is still there a while after its nursery was killed."""
    home.mkdir()
    yard = Yard(Nursery(launch(home), shipped_contract(), seals=seals), home, {})
    with yard.nursery as nursery:
        worker = yard.worker(b"def backward(optimizer, loss):\n    loss.backward()\n", *seals)
        play_in(worker, small_work(), Patience(3, 9))
        os.kill(nursery._launched.pid, signal.SIGKILL)
        os.waitpid(nursery._launched.pid, 0)
        alive = _is_alive_for(worker.pid, 1.0)
        worker._channel.close()  # and it ends by itself
    return alive


def _is_alive_for(process: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state in "ZX":
            return False
        time.sleep(0.02)
    return True


# --- as an ordinary user ---------------------------------------------------------------------

# One or two of each kind, and among them something for each seal.
FEW = (
    "forge/claims-to-have-passed", "leak/canary-in-a-file", "leak/other-processes",
    "leak/memory-of-the-parent", "escape/sockets-of-every-family", "escape/forks",
    "escape/mounts", "exhaust/memory-by-python", "exhaust/inodes", "crash/segfault",
    "disturb/kills-its-parent", "disturb/grandchild-that-stays", "report/terminal-escapes",
)  # fmt: skip


@pytest.mark.skipif(os.getuid() != 0, reason="the whole run is an ordinary user's already")
def test_the_attacks_are_contained_for_an_ordinary_user_too(open_folder: Path) -> None:
    tests = [f"tests/test_attacks.py::test_an_attack_is_contained[{name}]" for name in FEW]
    command = [
        *_as_somebody(), sys.executable, "-c",
        "import os, sys, pytest; assert os.getuid() != 0; sys.exit(pytest.main(sys.argv[1:]))",
        "-p", "no:cacheprovider", "-n", "0", f"--basetemp={open_folder / 'pytest'}", *tests,
    ]  # fmt: skip
    home = {"HOME": str(open_folder), "TMPDIR": str(open_folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert f"{len(FEW)} passed" in done.stdout


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may write to; pytest's own are closed to other users."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o777)
        yield Path(name)


def _as_somebody() -> list[str]:
    """The start of a command line that runs the rest as a user without any rights of root's."""
    setpriv = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", "--no-new-privs"]
    # Where Python lies in root's own home, a user of a namespace has to do: number 12345 in it,
    # without a capability, although root's files are its own.
    unshare = ["unshare", "--user", "--map-user=12345", "--map-group=12345"]
    # As the judge starts its nursery: from a process that has no more of root's rights.
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', '0'], check=True)"
    for start in (setpriv, unshare):
        try:
            tried = subprocess.run(
                [*start, sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
            )
        except FileNotFoundError:
            continue
        if tried.returncode == 0:
            return start
    pytest.skip("no other user of this machine can read the interpreter")
