"""The handle on one judge's process: started, told its course, handed submissions, ended.

PyTorch, the judge's secrets and its seals stay out of whatever program asks.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from grader import errors
from grader.errors import JudgeError
from grader.sandbox import cores, leftovers
from grader.sandbox.closing import Closing
from grader.sandbox.removal import remove
from grader.sandbox.starting import StartedJudge
from grader.sandbox.surroundings import PREFIX

if TYPE_CHECKING:  # and where they are used: a third of a second, while the judge starts already
    from multiprocessing.connection import Connection

    from grader.course.wanted import Wanted
    from grader.judge.job import Job, JobResult
    from grader.judge.setup import Setup
    from grader.results.verdict import Grade
    from grader.submission.submission import Submission

# So many judges may die over a submission, or fail to finish it, before it is set aside.
MOST_DEATHS = 3
START_SECONDS = 180.0
PATIENCE = 2.0  # seconds that one which is idle may take to end

_HOME = f"{PREFIX}judge-"


class JudgeDied(JudgeError):
    """A judge's process ended, or did not answer in time; its last words are the text."""


class JudgeProcess(Closing):
    """One judge's process, `kept` for many submissions or there for `once`; a context manager.

    It begins to import PyTorch at once, and is told what to judge by `begin`.
    """

    def __init__(self, word: Literal["once", "kept"] = "kept") -> None:
        self.home = Path(tempfile.mkdtemp(prefix=f"{_HOME}{os.getpid()}-"))
        with (self.home / "judge.log").open("wb") as log:
            self._started = StartedJudge(word, self.home, log)
        self._patience = self._patience_of_an_epoch = START_SECONDS
        self._idle = False
        self._processes: list[int] = []

    @property
    def channel(self) -> Connection:
        """The channel to it. Raises: OSError, where it has ended before it opened one."""
        return self._started.channel

    @property
    def process(self) -> subprocess.Popen[bytes]:
        return self._started.process

    def begin(self, setup: Setup, digest: str = "", *, lasting: bool = False) -> None:
        """Tell it what to judge by; with a digest it refuses where its own grounds are others.

        `lasting`: its workers may live for hours.

        Raises:
            JudgeDied: it is gone.
        """
        self._patience = setup.patience
        self._patience_of_an_epoch = setup.patience_of_an_epoch
        nursery = self.home / "nursery"
        nursery.mkdir()
        home, text = str(nursery), setup.to_json()
        told = {"home": home, "setup": text, "digest": digest, "lasting": lasting}
        self._send(json.dumps(told).encode())

    def greet(self) -> None:
        """Hear that it is warm.

        Raises:
            GradeError: what it was told cannot be used here.
            JudgeDied: it is gone.
        """
        hello = self._hear(START_SECONDS)
        self._processes, self._idle = hello["processes"], True

    def keep_to(self, core: int) -> None:
        """Let the judge, its nursery and all workers to come run on one core, where they can.

        They take turns: what one of them has written the next one finds in that core's caches.
        """
        for process in self._processes:
            cores.keep_to(process, core)

    def hand(
        self, content: bytes, exercises: Iterable[str] | None = None, *, named: bool = True
    ) -> None:
        """Hand it one packed submission, for all exercises or the ones named. Raises: JudgeDied."""
        self._idle = False
        wanted = None if exercises is None else list(exercises)
        self._send(json.dumps({"exercises": wanted, "named": named}).encode())
        self._send(content)

    def hand_to_train(self, content: bytes, exercise: str) -> None:
        """Hand it one packed submission for the training of an exercise. Raises: JudgeDied."""
        self._idle = False
        self._send(json.dumps({"train": exercise}).encode())
        self._send(content)

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """What it says to a question about the training that it was handed.

        Raises:
            GradeError: it cannot be trained here.
            JudgeDied: it is gone.
        """
        self._send(json.dumps(question).encode())
        return self._hear(self._patience_of_an_epoch)

    def answer(self, key: str, seconds: float | None = None) -> JobResult:
        """The document of the submission in hand.

        Raises:
            CourseError: an exercise was named that the course does not have.
            JudgeDied: it is gone.
        """
        from grader.judge.job import JobResult

        said = self._hear(self._patience if seconds is None else seconds)
        document = self._receive(START_SECONDS)
        self._idle = True
        return JobResult(key, document, said["failed"], said["seconds"])

    def grade(self, job: Job) -> JobResult:
        """Hand and wait, where it is warm. Raises: JudgeDied."""
        self.hand(job.content)
        return self.answer(job.key)

    def grade_of(
        self, submission: Submission, exercises: Iterable[str] | None = None, *, named: bool = True
    ) -> Grade:
        """The grade of a submission, over all exercises or the ones named; where it is warm.

        Without `named` it is found out what fails, and not why.

        Raises:
            CourseError: an exercise is named that the course does not have.
            JudgeDied: it is gone.
        """
        from grader.judge.job import pack
        from grader.results.verdict import Grade

        self.hand(pack(submission), exercises, named=named)
        graded = self.answer(submission.name)
        grade = Grade.from_json(json.loads(zlib.decompress(graded.document)))
        return replace(grade, submission=submission.name)

    def close(self, patience: float = PATIENCE) -> None:
        """Hang up, which ends it; kill it where it does not go; remove what it leaves."""
        self._started.end(patience if self._idle else 0.0)
        remove(str(self.home))

    def _send(self, content: bytes) -> None:
        try:
            self.channel.send_bytes(content)
        except OSError as error:
            raise self._died(str(error)) from None

    def _hear(self, seconds: float) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self._receive(seconds))
        if "error" in said:
            self._idle = True
            kind = getattr(errors, said["kind"], JudgeError)
            raise kind(said["error"])
        return said

    def _receive(self, seconds: float) -> bytes:
        try:
            if not self.channel.poll(seconds):
                raise self._died(f"no answer within {seconds:.0f} s")
            return self.channel.recv_bytes()
        except (EOFError, OSError) as error:
            raise self._died(f"{type(error).__name__}") from None

    def _died(self, what: str) -> JudgeDied:
        """What is known of its end."""
        try:
            status = f"exit status {self.process.wait(1.0)}"
        except subprocess.TimeoutExpired:
            status = "still running"
        try:
            words = (self.home / "judge.log").read_text(errors="replace")[-1000:]
        except OSError:
            words = ""
        return JudgeDied(f"a judge's process was lost ({what}, {status}). {words}".strip())


def sweep() -> None:
    """Remove what judges and readers left behind whose parents were killed."""
    from grader.submission.reader.reader import HOME

    for start in (_HOME, HOME):
        leftovers.sweep(start)


class KeptJudge(Closing):
    """A judge for one course that is started when it is first asked, and stays; a context manager.

    Where it has gone away it starts again when it is asked again.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._process: JudgeProcess | None = None

    @property
    def wanted(self) -> Wanted:
        """What its course wants of a submission."""
        return self._setup.course.wanted

    def close(self) -> None:
        """End the judge."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def warm(self) -> None:
        """Start the judge now, where it does not run.

        Raises:
            GradeError: it cannot be started.
        """
        if self._process is not None and self._process.process.poll() is not None:
            self.close()
        self._warm()

    def grade(self, submission: Submission, exercises: Iterable[str] | None = None) -> Grade:
        """The judge's grade of a submission.

        Raises:
            GradeError: the judge could not start or went away, or an exercise is unknown.
        """
        chosen = self._setup.course.chosen(exercises)
        grade: Grade | None = None
        try:
            grade = self._warm().grade_of(submission, [exercise.id for exercise in chosen])
        finally:
            # Also where a program was interrupted: the next answer would not be ours.
            if grade is None or grade.status == "failed":
                self.close()
        return grade

    def _warm(self) -> JudgeProcess:
        if self._process is None:
            self._process = JudgeProcess()
            self._process.begin(self._setup)
            self._process.greet()
        return self._process
