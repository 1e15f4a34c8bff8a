"""The warm judge: one course, one dataset, one launcher, one submission after another."""

from __future__ import annotations

import contextlib
import gc
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch

from grader.course.course import Course, Exercise
from grader.datasets import Dataset, load, load_own
from grader.errors import GradeError
from grader.frames.payload import pack
from grader.judge.marking import Marking
from grader.judge.notebook_places import relocated
from grader.judge.points import result_of
from grader.judge.reading import read
from grader.judge.repair import Repairs
from grader.judge.setup import digest_of, own_data
from grader.results.verdict import Grade
from grader.sandbox import kernel, light_dynamo
from grader.sandbox.closing import Closing
from grader.sandbox.launcher import Begun
from grader.sandbox.levels import Level, level_of
from grader.sandbox.patience import Allowance
from grader.sandbox.process import WorkerProcess
from grader.sandbox.starting import start_workers
from grader.submission.reader.reader import Reader
from grader.submission.reader.syntax import Syntax
from grader.submission.submission import Submission


@dataclass(frozen=True, slots=True)
class Staged:
    """A submission as it was read, with what its text says, and what forks a worker on it."""

    submission: Submission
    syntax: Syntax
    fork: Callable[[], WorkerProcess]


class Judge(Closing):
    """A warm judge with its workers: grades one submission after another; a context manager."""

    def __init__(
        self,
        course: Course,
        dataset_name: str | None = None,
        folder: Path = Path(),
        begun: Begun | None = None,
        *,
        lasting: bool = False,
    ) -> None:
        """Start what starts the workers, unless that was begun already, and read the digits.

        `lasting`: its workers may live for hours; each of their plays ends in time all the same.

        Raises:
            DatasetError: the digits cannot be had.
        """
        contract, memory = course.contract, course.limits.memory_mb << 20
        # It warms up in its own process while this one reads the digits.
        self._launcher = start_workers(contract, memory, begun, lasting=lasting)
        self._reader = Reader(self._launcher.home)
        try:
            self._reader.start()
            if kernel.supported():
                # SECURITY: without it student code of the same account could read the judge's
                # memory, which holds every secret, wherever the other seals are off.
                kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
            torch.set_num_threads(1)
            light_dynamo.install()
            self.course = course
            self._course_digest = digest_of(course)
            self.dataset = load_dataset(course, dataset_name, folder)
            self._held: set[str] | None = None
            # Of the last submission: by check why it could not be judged.
            self.troubles: dict[str, str] = {}
            self.unnamed: dict[str, str] = {}  # and by exercise why its naming failed
            gc.freeze()  # what is there by now stays: the collector need not walk it
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the workers and the reader, and remove every staged file."""
        self._reader.close()
        self._launcher.close()

    def grade(
        self,
        submission: Submission,
        exercises: Iterable[str] | None = None,
        *,
        named: bool = True,
        proven: bool = True,
    ) -> Grade:
        """The grade of one submission, over all exercises or the ones named.

        Without `named` nothing is diagnosed, and an exercise ends with what fails in it first.
        Without `proven` no line is proven by a repair.

        Raises:
            CourseError: an exercise is named that the course does not have.
        """
        started = time.perf_counter()
        chosen = self.course.chosen(exercises)
        folder = Path(tempfile.mkdtemp(prefix="submission-", dir=self._launcher.home))
        try:
            grade = self._marked(submission, chosen, folder, named=named, proven=proven)
        except GradeError as error:
            grade = self._not_judged(submission, chosen, error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return replace(
            grade,
            course_format=self.course.format or 1,
            course_digest=self._course_digest,
            title=self.course.title,
            protection=self.protection(),
            level=str(level_of(self.protection())),
            seconds=time.perf_counter() - started,
        )

    def rest(self) -> None:
        """What a submission leaves to do, and nobody has to wait for."""
        self._launcher.rest()
        _tidy()

    @contextlib.contextmanager
    def staged(self, submission: Submission, workers: int) -> Iterator[Staged]:
        """A submission in a folder of its own, where so many workers may run it."""
        folder = Path(tempfile.mkdtemp(prefix="submission-", dir=self._launcher.home))
        try:
            staged = self._staged_in(folder, submission, self._allowance(submission))
            self._launcher.prepare(folder, workers)
            yield staged
        finally:
            self._launcher.forget(folder)
            shutil.rmtree(folder, ignore_errors=True)

    def _allowance(self, submission: Submission) -> Allowance:
        """What is left of what a submission may take, once it was read."""
        limits = self.course.limits
        return Allowance(limits.submission_seconds, limits.wall_factor, submission.cpu)

    def _staged_in(self, folder: Path, submission: Submission, allowance: Allowance) -> Staged:
        """A submission, read and written into a folder."""
        submission, syntax = read(submission, self.course.contract, self._reader, allowance)
        submission.write_to(folder, self.course.contract.files)
        self._hold(syntax.slow)
        return Staged(submission, syntax, partial(self._launcher.fork, folder))

    def _marked(
        self,
        submission: Submission,
        chosen: list[Exercise],
        folder: Path,
        *,
        named: bool,
        proven: bool,
    ) -> Grade:
        """The grade of a submission, which is staged in a folder."""
        allowance = self._allowance(submission)
        staged = self._staged_in(folder, submission, allowance)
        submission, syntax = staged.submission, staged.syntax
        repairs = self._repairs(submission, syntax, allowance) if named and proven else None
        self._launcher.prepare(folder, _workers_for(chosen, submission))
        marking = Marking(
            self.course, self.dataset, submission, syntax, staged.fork, allowance, chosen, named,
            repairs,
        )  # fmt: skip
        try:
            grade = marking.run()
        finally:
            self.troubles, self.unnamed = marking.troubles, marking.unnamed
            # Here, so that a nursery that is lost by now is said in the grade, too.
            self._launcher.forget(folder)
        return relocated(grade, submission.origin) if submission.origin else grade

    def _not_judged(
        self, submission: Submission, chosen: list[Exercise], error: GradeError
    ) -> Grade:
        return Grade(
            course=self.course.name,
            submission=submission.name,
            dataset=self.dataset.name,
            exercises=tuple(result_of(exercise, {}) for exercise in chosen),
            error=f"{type(error).__name__}: {error}",
        )

    def protection(self) -> tuple[str, ...]:
        """The seals on the workers, and the ones that are off with the reason."""
        missing = self._launcher.protection()
        return tuple(f"{name}: off, {why}" if why else name for name, why in missing.items())

    def _repairs(
        self, submission: Submission, syntax: Syntax, allowance: Allowance
    ) -> Repairs | None:
        """What proves lines, where its workers are sealed."""
        # SECURITY: an edit may run what the learner had kept from running, as what follows a
        # `return`. Where no seal stands around that, it could delete files of whoever grades.
        if level_of(self.protection()) is not Level.SEALED:
            return None
        launcher = self._launcher
        return Repairs(launcher.fork, launcher.home, submission.files, syntax.text, allowance)

    def _hold(self, wanted: frozenset[str]) -> None:
        """Give the workers the digits, and the slow modules that a submission makes use of."""
        if self._held is None or not wanted <= self._held:
            train = self.dataset.train
            digits = pack({"images": train.images, "labels": train.labels})
            self._launcher.hold(digits, sorted(wanted))
            self._held = (self._held or set()) | wanted


def _tidy() -> None:
    """Give back what a submission leaves, some 20 MiB: the collector alone would let it grow."""
    gc.collect()
    kernel.trim()


def load_dataset(course: Course, name: str | None = None, folder: Path = Path()) -> Dataset:
    """The dataset that a course uses, or the one named; relative folders start at `folder`."""
    settings = course.dataset
    if name is None and (own := own_data(course)) is not None:
        return load_own(own, course.seed)
    return load(
        name or settings.use,
        folder=folder / settings.folder,
        fallback=None if name else settings.fallback,
        seed=course.seed,
        download=False,  # whoever started this process has fetched it, and was seen to
    )


def _workers_for(exercises: list[Exercise], submission: Submission) -> int:
    """How many workers the exercises need where everything passes."""
    code = [e for e in exercises if e.kind != "predictions" and e.file in submission.files]
    alone = sum(exercise.alone for exercise in code)
    return alone + (alone < len(code))
