"""Lanes are processes: they may die, the run may be killed, and the grades are the same."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from handed_in import as_folder, make_class

from grader.batch.lanes import LocalLanes
from grader.batch.store import Store, local_url
from grader.cli import main
from grader.course.course import load_course
from grader.judge.job import Job, pack
from grader.judge.process import JudgeDied, JudgeProcess
from grader.judge.setup import Setup
from grader.submission.submission import Submission

pytestmark = pytest.mark.long

QUICK = Path(__file__).parent / "courses" / "quick.yaml"
PROGRAM = str(Path(sys.executable).with_name("mnist-grade"))
SIZE = 60
# Two runs are each killed when they have stored at most so many: they are still at work then.
EARLY = 5


def batch(submissions: Path, out: Path, *options: str) -> list[str]:
    course = ["--course", str(QUICK), "--dataset", "digits"]
    return [PROGRAM, "batch", str(submissions), "--out", str(out), *course, *options]


def run(submissions: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        batch(submissions, out, *options), capture_output=True, text=True, check=False
    )


def results(out: Path) -> list[dict[str, Any]]:
    """All results, without the times."""
    lines = (out / "results.jsonl").read_text().splitlines()
    return [{**json.loads(line), "seconds": 0} for line in lines]


@contextlib.contextmanager
def started(command: list[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A run under way, which is killed at the end where it still runs."""
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    make_class(folder, SIZE, exercise="loss", seed=5)
    return folder


@pytest.fixture(scope="module")
def undisturbed(submissions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed")
    done = run(submissions, out)
    assert done.returncode == 0, done.stderr
    return out


# --- one lane ----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup(load_course(QUICK), "digits")


def job(number: int) -> Job:
    return Job(f"p{number}", pack(Submission("", {"loss.py": b"x = %d\n" % number})))


class Reaper(threading.Thread):
    """Kills the lane that has a certain job in hand, so many times."""

    def __init__(self, lanes: LocalLanes, key: str, times: int) -> None:
        super().__init__(daemon=True)
        self.lanes, self.key, self.times, self.done = lanes, key, times, threading.Event()

    def run(self) -> None:
        killed: set[int] = set()
        while len(killed) < self.times and not self.done.wait(0.001):
            for slot in self.lanes._slots:
                work, lane = slot.work, slot.lane
                at_work = work and lane and slot.warm and work.job.key == self.key
                if at_work and lane.process.pid not in killed:
                    killed.add(lane.process.pid)
                    lane.process.kill()


def test_what_a_lane_died_over_is_tried_again_and_set_aside_after_three(setup: Setup) -> None:
    with LocalLanes(setup, setup.grounds(), 2) as lanes:
        reapers = [Reaper(lanes, "p1", 1), Reaper(lanes, "p2", 3)]
        for reaper in reapers:
            reaper.start()
        found = {g.key: g for g in lanes.grade(job(number) for number in range(4))}
        for reaper in reapers:
            reaper.done.set()
            reaper.join()
    failed = {key: graded.failed for key, graded in found.items()}
    assert failed == {"p0": False, "p1": False, "p2": True, "p3": False}
    document = json.loads(zlib.decompress(found["p2"].document))
    assert document["status"] == "failed"
    assert "3 judges ended over it" in document["error"]
    assert {c["outcome"] for e in document["exercises"] for c in e["checks"]} == {"not judged"}


def test_a_lane_that_does_not_answer_is_given_up(setup: Setup) -> None:
    lane = JudgeProcess()
    try:
        lane.begin(setup)
        lane.greet()
        os.kill(lane.process.pid, signal.SIGSTOP)
        lane.hand(job(0).content)
        with pytest.raises(JudgeDied, match=r"no answer within 0 s, still running"):
            lane.answer("p0", seconds=0.2)
    finally:
        lane.close(0.0)
    assert not lane.home.exists()


def test_parcels_are_drawn_as_lanes_become_free(setup: Setup) -> None:
    drawn: list[int] = []

    def jobs() -> Iterator[Job]:
        for number in range(6):
            drawn.append(number)
            yield job(number)

    with LocalLanes(setup, setup.grounds(), 1) as lanes:
        for done, _ in enumerate(lanes.grade(jobs())):
            assert len(drawn) <= done + 1


# --- the whole run -----------------------------------------------------------------------------
def wait_until(condition: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.02)


def stored(out: Path) -> int:
    if not (out / "grades.db").exists():
        return 0
    with Store.open(local_url(out)) as store:
        return store.counted()[0]


def children(pid: int) -> set[int]:
    """All processes below one, as the kernel lists them."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, task.read_text().split()):
                found |= {child} | children(child)
        except OSError:
            continue
    return found


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_killed_at_any_moment_it_goes_on_and_ends_with_the_same_grades(
    submissions: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary)}
    chance = random.Random(os.urandom(4))
    for _ in range(2):
        # Counted from what the run before it left: only then has this one's lane begun.
        enough = stored(out) + chance.randint(1, EARLY)
        command = batch(submissions, out, "--lanes", "1")
        with started(command, env=environment, stderr=subprocess.DEVNULL) as process:
            wait_until(lambda n=enough: stored(out) >= n)
            threading.Event().wait(chance.random() * 0.2)
            below = children(process.pid)
            assert len(below) >= 2, "a lane and its nursery"
        wait_until(lambda pids=below: all(map(gone, pids)))
    subprocess.run(batch(submissions, out), env=environment, check=True, capture_output=True)
    assert results(out) == results(undisturbed)
    assert (out / "grades.csv").read_bytes() == (undisturbed / "grades.csv").read_bytes()
    with Store.open(local_url(out)) as store:
        assert store.counted()[1] == 1, "a submission was graded again after it was stored"
    assert list(temporary.iterdir()) == [], "what killed runs left behind is swept away"


def test_asked_to_stop_it_finishes_what_runs_and_says_how_to_go_on(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    # Enough of them that the first run is still at work when the second has had its answer.
    submissions, size = tmp_path_factory.mktemp("large"), 200
    make_class(submissions, size, exercise="loss", seed=6)
    command = batch(submissions, tmp_path, "--lanes", "1")
    with started(command, stderr=subprocess.PIPE, text=True) as process:
        wait_until(lambda: stored(tmp_path) >= 1)
        second = CliRunner().invoke(main, command[1:])
        assert second.exit_code == 2
        assert f"another run (process {process.pid}) is at work on it" in second.stderr
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130
    assert "stopping: what is under way is finished" in said
    assert f"mnist-grade batch {submissions} --out {tmp_path}" in said
    assert not (tmp_path / "results.jsonl").exists()
    assert 1 <= stored(tmp_path) < size


# --- what is said ------------------------------------------------------------------------------
def test_a_second_run_starts_no_judge_and_says_what_was_graded_before(
    submissions: Path, undisturbed: Path
) -> None:
    done = CliRunner().invoke(main, batch(submissions, undisturbed)[1:])
    assert done.exit_code == 0
    assert f"{SIZE} submissions (plain): 0 graded now" in done.output


def test_the_course_is_named_where_it_is_not_the_built_in_one(
    submissions: Path, undisturbed: Path
) -> None:
    done = CliRunner().invoke(main, batch(submissions, undisturbed)[1:])
    assert f"Course: {QUICK}\n" in done.stdout


def test_a_seed_that_is_no_secret_is_told_before_anything_is_graded(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["batch", str(tmp_path / "none"), "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert "warning: " in done.stderr
    assert "seed is still the one that mnist-grade comes with" in done.stderr


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--roster", "nowhere.csv"], "nowhere.csv: cannot be read: No such file or directory"),
        (["--course", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["--due", "2026-03-02"], "add its zone, as in 2026-12-01T18:00:00+01:00"),
        (["--due", "soon"], "write it as in 2026-12-01T18:00:00+01:00"),
        (["--out", "/proc/nowhere"], "--out /proc/nowhere: cannot be written"),
        (["--store", "nonsense"], "--store 'nonsense'"),
        (["--scheduler", "tcp://127.0.0.1:1"], "no Dask scheduler answers there"),
        (["--scheduler", "head"], "--scheduler head: "),
        (["--system", "nbgrader"], "no submission in it"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_one_line(
    options: list[str], complaint: str, tmp_path: Path
) -> None:
    as_folder(tmp_path / "class", "ada", {"loss.py": b""})
    command = batch(tmp_path / "class", tmp_path / "out", *options)
    done = CliRunner().invoke(main, command[1:])
    assert done.exit_code == 2
    assert complaint in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
