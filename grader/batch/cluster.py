"""Lanes on the workers of a Dask cluster: the same jobs, the same documents.

Only bytes that we made travel: a worker keeps warm lanes in processes of their own, so that
nothing a student wrote is ever unpickled, here or there.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import tempfile
import threading
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from distributed import Client, Future, as_completed, get_worker
from distributed.comm.addressing import get_address_host_port
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.scheduler import KilledWorker

from grader.batch.not_judged import not_judged
from grader.course.packed import packed, unpack
from grader.errors import BatchError, GradeError, JudgeError
from grader.judge.job import Job, JobResult
from grader.judge.process import MOST_DEATHS, JudgeDied, JudgeProcess
from grader.judge.setup import Grounds, Setup, moved

CONNECT_SECONDS = 30


class SentCourse(WorkerPlugin):
    """A packed course of one's own in the memory of each worker, for as long as that lives.

    It is named by its digest and stays when a run ends: the next run with the same course sends
    nothing, and a worker that joins later has it of the scheduler.
    """

    idempotent = True

    def __init__(self, content: bytes) -> None:
        self.name = f"mnist-grade-course-{hashlib.sha256(content).hexdigest()}"
        self.content = content


def has_plugin(name: str, dask_worker: Any) -> bool:
    """Whether this worker, whom Dask hands over, has it."""
    return name in dask_worker.plugins


class WarmLanes(WorkerPlugin):
    """The lanes of one worker, one for each of its threads at work."""

    def __init__(self, setup: str, grounds: Grounds, course: str = "") -> None:
        """`course` names the course of one's own that was sent; empty where it ships."""
        self._setup, self._grounds, self._course = setup, grounds, course
        self._home: Path | None = None

    def setup(self, worker: Any) -> None:
        """Dask calls this on the worker; lanes start with their first submission."""
        self._idle: deque[JudgeProcess] = deque()
        self._lock = threading.Lock()
        self._closed = False
        if self._course:
            # SECURITY: a folder of its own that no sealed worker can read; it goes with the run.
            self._home = Path(tempfile.mkdtemp(prefix="mnist-grade-course-"))
            content = worker.plugins[self._course].content
            record = unpack(self._home, content, self._home / "course")
            self._setup = moved(self._setup, record)

    def teardown(self, worker: Any) -> None:
        """Dask calls this when the worker ends or the run is over."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, deque()
        for lane in idle:
            lane.close(0.0)
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)

    def grade(self, job: Job) -> JobResult:
        """The grade of one submission, on a fresh lane where one dies over it."""
        setup, words, deaths = Setup.from_json(self._setup), "", 0
        while deaths < MOST_DEATHS:
            lane = self._lane(setup)
            try:
                graded = lane.grade(job)
            except JudgeDied as error:
                lane.close(0.0)
                words, deaths = str(error), deaths + 1
                continue
            if not graded.failed:
                self._give_back(lane)
                return graded
            lane.close(0.0)
            deaths += 1
            if deaths == MOST_DEATHS:
                return graded
        why = f"could not be judged: {MOST_DEATHS} judges ended over it. {words}"
        return not_judged(setup, self._grounds, job.key, why)

    def _lane(self, setup: Setup) -> JudgeProcess:
        with self._lock:
            while self._idle:
                lane = self._idle.popleft()
                if lane.process.poll() is None:
                    return lane
                lane.close(0.0)
        lane = JudgeProcess()
        try:
            lane.begin(setup, self._grounds.digest)
            lane.greet()
        except JudgeDied as error:
            lane.close(0.0)
            raise JudgeError(f"no judge can be started on this worker: {error}") from None
        except GradeError:
            lane.close(0.0)
            raise
        return lane

    def _give_back(self, lane: JudgeProcess) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(lane)
                return
        lane.close(0.0)


def grade_on_worker(plugin: str, key: str, content: bytes) -> tuple[bytes, bool, float]:
    """The work function: what a lane of this machine would have done with the same bytes."""
    lanes: Any = get_worker().plugins[plugin]
    graded = lanes.grade(Job(key, content))
    return graded.document, graded.failed, graded.seconds


@dataclass
class Cluster:
    """An existing Dask cluster by the address of its scheduler; a context manager."""

    address: str
    setup: Setup
    grounds: Grounds

    def __enter__(self) -> Self:
        """Connect, and give every worker, also of later ones, its lanes.

        Raises:
            BatchError: there is no scheduler, or no worker.
        """
        try:
            # Dask would try again and again where nobody listens; this is told at once.
            socket.create_connection(get_address_host_port(self.address), CONNECT_SECONDS).close()
            self._client = Client(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BatchError(
                f"--scheduler {self.address}: no Dask scheduler answers there: {error}; start one "
                "with `dask scheduler`"
            ) from None
        # A name of its own: other runs may be at work on the same cluster.
        self._name = f"mnist-grade-{uuid.uuid4().hex}"
        plugin = WarmLanes(self.setup.to_json(), self.grounds, self._sent_course())
        self._client.register_plugin(plugin, name=self._name)
        return self

    def _sent_course(self) -> str:
        """The name under which every worker has the course; it is sent where it was not before."""
        if self.setup.course.folder.package:
            return ""
        course = SentCourse(packed(self.setup.course.folder))
        # A worker of another version answers with an error: it is refused when it begins to grade.
        there = self._client.run(has_plugin, course.name, on_error="return").values()
        if True not in there:
            self._client.register_plugin(course)
        return course.name

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, TimeoutError, KeyError):
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def grade(self, jobs: Iterator[Job]) -> Iterator[JobResult]:
        """The grades as they come; never more on the way than the cluster has threads.

        Raises:
            BatchError: a worker refuses to grade, or there is none.
            JudgeError: a worker cannot start a judge.
        """
        under_way: dict[Future[Any], Job] = {}
        finished = as_completed(loop=self._client.loop)
        while True:
            for job in self._room(jobs, len(under_way)):
                future = self._submit(job)
                under_way[future] = job
                finished.add(future)
            if not under_way:
                return
            future = next(finished)
            yield self._graded(future, under_way.pop(future))

    def _room(self, jobs: Iterator[Job], busy: int) -> Iterator[Job]:
        """As many jobs as there are idle threads now: workers come and go."""
        threads = sum(self._client.nthreads().values())
        if not threads and not busy:
            self._await_workers()
            threads = sum(self._client.nthreads().values())
        for _ in range(max(threads - busy, 0)):
            job = next(jobs, None)
            if job is None:
                return
            yield job

    def _await_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError):
            raise BatchError(
                f"--scheduler {self.address}: it has no worker; start some with `dask worker "
                f"{self.address}`"
            ) from None

    def _submit(self, job: Job) -> Future[Any]:
        return self._client.submit(
            grade_on_worker,
            self._name,
            job.key,
            job.content,
            key=f"{self._name}-{job.key}",
            pure=False,
        )

    def _graded(self, future: Future[Any], job: Job) -> JobResult:
        try:
            document, failed, seconds = future.result()
        except KilledWorker as error:
            why = f"could not be judged: workers ended over it, one after another. {error}"
            return not_judged(self.setup, self.grounds, job.key, why)
        finally:
            future.release()
        return JobResult(job.key, document, failed, seconds)
