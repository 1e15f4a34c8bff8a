"""A Dask cluster gives the same grades as this machine, whoever of its workers dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handed_in import make_class

from grader.batch.matching import match_roster
from grader.batch.systems import read_export
from grader.course.course import load_course
from grader.errors import BatchError
from grader.judge.grading import Judge
from grader.judge.job import Job, JobResult, intake_digest, pack
from grader.judge.setup import Grounds, Setup
from grader.submission.submission import Submission, read_submission

dask = pytest.importorskip("dask", reason="dask is an extra")
distributed = pytest.importorskip("distributed", reason="dask is an extra")
from grader.batch.cluster import Cluster  # noqa: E402

QUICK = Path(__file__).parent / "courses" / "quick.yaml"
SIZE = 9

pytestmark = pytest.mark.filterwarnings("default")  # dask's own are none of ours


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup(load_course(QUICK), "digits")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A real scheduler and three worker processes, each watched by Dask's own nanny."""
    three_deaths = dask.config.set({"distributed.scheduler.allowed-failures": 2})
    with three_deaths, distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None,
        silence_logs=50,
    ) as cluster:  # fmt: skip
        yield cluster


def without_times(document: bytes) -> dict[str, Any]:
    return {**json.loads(zlib.decompress(document)), "seconds": 0}


def test_a_worker_is_killed_in_the_middle_and_the_grades_are_the_same(
    setup: Setup, cluster: Any, tmp_path: Path
) -> None:
    make_class(tmp_path, SIZE, exercise="loss", seed=7, shares={"right": 0.5, "wrong": 0.5})
    found: dict[str, JobResult] = {}
    submissions: dict[str, Submission] = {}
    for handed in match_roster(read_export(tmp_path), setup.course).to_grade:
        submission = read_submission(handed.turn_in.path)
        submissions[intake_digest(submission)] = submission
    jobs = (Job(key, pack(submission)) for key, submission in submissions.items())
    with Cluster(cluster.scheduler_address, setup, setup.grounds()) as lanes:
        workers = lanes._client.run(os.getpid)
        for graded in lanes.grade(jobs):
            if len(found) == 2:
                os.kill(next(iter(workers.values())), 9)
            assert graded.key not in found
            found[graded.key] = graded
    assert found.keys() == submissions.keys()
    with Judge(setup.course, "digits") as judge:
        for key, submission in submissions.items():
            alone = judge.grade(Submission("", submission.files, submission.left_out))
            here = zlib.compress(json.dumps(alone.to_json()).encode())
            assert without_times(found[key].document) == without_times(here)


def test_a_worker_that_is_not_the_same_grader_is_refused(setup: Setup, cluster: Any) -> None:
    job = Job("p", pack(Submission("", {"loss.py": b""})))
    stranger = Cluster(cluster.scheduler_address, setup, Grounds("digits", "another"))
    with stranger as lanes, pytest.raises(BatchError, match="PyTorch or dataset is another one"):
        list(lanes.grade(iter([job])))


def test_a_course_of_ones_own_is_sent_once_and_names_its_mistakes(
    cluster: Any, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    shutil.copytree(QUICK.parent / "more-training", here)
    setup = Setup(load_course(here / "course.yaml"))
    shutil.copytree(here, tmp_path / "there")
    again = Setup(load_course(tmp_path / "there" / "course.yaml"))
    grounds = setup.grounds()
    right = (here / "solutions" / "accumulate.py").read_text()
    texts = {
        "right": right,
        "hasty": right.replace("    optimizer.step()", " " * 8 + "optimizer.step()"),
    }
    jobs = [
        Job(key, pack(Submission("", {"accumulate.py": text.encode()})))
        for key, text in texts.items()
    ]
    with Cluster(cluster.scheduler_address, setup, grounds) as lanes:
        # Each worker has it of the bytes that were sent: as on another machine, it is not there.
        shutil.rmtree(here)
        found = {graded.key: without_times(graded.document) for graded in lanes.grade(iter(jobs))}
        name = next(name for name in cluster.scheduler.worker_plugins if "course" in name)
        sent = lanes._client.run(course_on, name)
    assert len(sent) == 3
    # The next run with the same course sends it to nobody; who joins later has it, too.
    with Cluster(cluster.scheduler_address, again, grounds) as lanes:
        assert lanes._client.run(course_on, name) == sent
        assert sum("course" in name for name in cluster.scheduler.worker_plugins) == 1
        cluster.scale(4)
        lanes._client.wait_for_workers(4)
        joined = lanes._client.run(course_on, name)
        [late] = joined.keys() - sent.keys()
        assert joined[late] is not None
        record = lanes._client.run(course_of, lanes._name, workers=[late])[late]
        assert "accumulate" in record
    exercises = {
        key: next(e for e in document["exercises"] if e["id"] == "accumulate")
        for key, document in found.items()
    }
    assert exercises["right"]["score"] == exercises["right"]["max_score"]
    assert "step-in-every-batch" in {f["code"] for f in exercises["hasty"]["findings"]}


def course_on(name: str, dask_worker: Any) -> int | None:
    """Which object a worker has under the name of a course: another one if it was sent anew."""
    course = dask_worker.plugins.get(name)
    return None if course is None else id(course)


def course_of(run: str, dask_worker: Any) -> str:
    """The course.yaml that the lanes of a run have on a worker."""
    setup = Setup.from_json(dask_worker.plugins[run]._setup)
    return setup.course.folder.record.read_text(encoding="utf-8")


class Reaper(threading.Thread):
    """Kills every worker that has a certain submission in hand.

    It asks the scheduler and the nannies, which live in this process: a question to a worker
    that is just dying would wait for its connection, and let the next one end its work.
    """

    def __init__(self, cluster: Any, key: str) -> None:
        super().__init__(daemon=True)
        self.cluster, self.key = cluster, key
        self.killed: set[int] = set()
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.02):
            busy = {
                address
                for address, worker in list(self.cluster.scheduler.workers.items())
                if any(self.key in task.key for task in list(worker.processing))
            }
            for nanny in self.cluster.workers.values():
                if nanny.worker_address in busy and nanny.pid not in {None, *self.killed}:
                    self.killed.add(nanny.pid)
                    os.kill(nanny.pid, signal.SIGKILL)


def test_a_submission_over_which_three_workers_ended_is_set_aside(
    setup: Setup, cluster: Any
) -> None:
    jobs = [Job(key, pack(Submission("", {"loss.py": key.encode()}))) for key in ("killer", "kind")]
    with Cluster(cluster.scheduler_address, setup, setup.grounds()) as lanes:
        reaper = Reaper(cluster, "killer")
        reaper.start()
        found = {graded.key: graded for graded in lanes.grade(iter(jobs))}
        reaper.done.set()
        reaper.join()
    assert {key: graded.failed for key, graded in found.items()} == {"killer": True, "kind": False}
    assert len(reaper.killed) == 3
    assert "could not be judged: workers ended over it" in str(
        without_times(found["killer"].document)["error"]
    )
