"""Grading one submission: stage it, run the checks, name the findings, add up the points."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import torch

from grader.course import Course, Exercise
from grader.datasets import Dataset, load
from grader.errors import CourseError, GradeError
from grader.examiner.answers import AnswersError, parse_answers
from grader.examiner.examiner import Examiner, TrainingPlan
from grader.judge.diagnosis import diagnose
from grader.judge.session import Report, run_checks
from grader.source import imported_files
from grader.sandbox import light_dynamo
from grader.sandbox.claims import Mishap
from grader.sandbox.process import Nursery, Patience, WorkerProcess
from grader.scenes import FILE_OF
from grader.submission import Submission
from grader.verdict import (
    CheckResult,
    ExerciseResult,
    Finding,
    Grade,
    Metrics,
    Outcome,
    Training,
)

_LOG = logging.getLogger(__name__)

Reports = dict[tuple[str, str], Report]

# Which of a learner's own pieces the end-to-end training uses, by the exercise that proves them.
_PIECES = {
    "forward": ("SimpleNN",),
    "loss": ("make_criterion",),
    "step": ("make_optimizer",),
    "train": ("train_epoch",),
    "hidden_layer": ("HiddenNN",),
}


class Judge:
    """A warm judge with its nursery: grades one submission after another; a context manager."""

    def __init__(self, course: Course, dataset_name: str | None = None, folder: Path = Path()):
        self._home = Path(tempfile.mkdtemp(prefix="mnist-grade-"))
        try:
            # The nursery warms up in its own process while this one reads the digits.
            self._nursery = Nursery(self._home, memory=course.limits.memory_mb << 20)
            torch.set_num_threads(1)
            light_dynamo.install()
            self.course = course
            self.dataset = load_dataset(course, dataset_name, folder)
            self._held: set[str] | None = None
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the nursery and remove every staged file."""
        if hasattr(self, "_nursery"):
            self._nursery.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def grade(self, submission: Submission, exercises: Iterable[str] | None = None) -> Grade:
        """The grade of one submission, over all exercises or the ones named.

        Raises:
            CourseError: an exercise is named that the course does not have.
        """
        started = time.perf_counter()
        chosen = _chosen(self.course, exercises)
        folder = Path(tempfile.mkdtemp(prefix="submission-", dir=self._home))
        try:
            submission.write_to(folder)
            self._hold(submission)
            grading = _Grading(self, submission, folder, chosen)
            grade = grading.run()
        except GradeError as error:
            grade = self._unfinished(submission, chosen, error)
        finally:
            self._nursery.forget(folder)
            shutil.rmtree(folder, ignore_errors=True)
        return replace(grade, seconds=time.perf_counter() - started)

    def fork(self, folder: Path) -> WorkerProcess:
        """A fresh worker on a staged folder."""
        return self._nursery.fork(folder)

    def protection(self) -> tuple[str, ...]:
        """The seals on the workers, and the ones that are off with the reason."""
        missing = self._nursery.protection()
        return tuple(f"{name}: off, {why}" if why else name for name, why in missing.items())

    def _hold(self, submission: Submission) -> None:
        """Give the nursery the digits, and torchvision where a submission imports it."""
        wanted = {"torchvision"} if _mentions(submission, b"torchvision") else set()
        if self._held is None or not wanted <= self._held:
            train = self.dataset.train
            self._nursery.hold(train.images, train.labels, sorted(wanted))
            self._held = (self._held or set()) | wanted

    def _unfinished(
        self, submission: Submission, chosen: list[Exercise], error: GradeError
    ) -> Grade:
        results = tuple(
            _result(exercise, {}, (), "") for exercise in chosen
        )
        return Grade(
            course=self.course.name,
            submission=submission.name,
            dataset=self.dataset.name,
            exercises=results,
            error=f"{type(error).__name__}: {error}",
        )


def load_dataset(course: Course, name: str | None = None, folder: Path = Path()) -> Dataset:
    """The dataset that a course uses, or the one named; relative folders start at `folder`."""
    settings = course.dataset
    return load(
        name or settings.use,
        folder=folder / settings.folder,
        fallback=None if name else settings.fallback,
        seed=course.seed,
    )


@dataclass
class _Grading:
    """The grading of one staged submission."""

    judge: Judge
    submission: Submission
    folder: Path
    chosen: list[Exercise]
    examiners: dict[str, Examiner] = field(default_factory=dict)
    reports: Reports = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def run(self) -> Grade:
        """Run every check, then once more where a sibling's failure was all that went wrong."""
        try:
            self._run_checks(self.chosen)
            for exercise in self.chosen:
                self._carry_forward(exercise)
            results = tuple(self._judged(exercise) for exercise in self.chosen)
        finally:
            for examiner in self.examiners.values():
                examiner.close()
        troubles = [r.trouble for r in self.reports.values() if r.outcome is Outcome.NOT_JUDGED]
        return Grade(
            course=self.judge.course.name,
            submission=self.submission.name,
            dataset=self.judge.dataset.name,
            exercises=results,
            trace=self._trace(),
            training=self._training(),
            notes=tuple(filter(None, (self.judge.dataset.note, *self.submission.left_out))),
            error=_own_fault(troubles),
            protection=self.judge.protection(),
            tamper=self._tamper(),
        )

    def _run_checks(self, exercises: list[Exercise]) -> None:
        for exercise in exercises:
            self.examiners[exercise.id] = self._examiner(exercise)
        wanted = {e.id: set(e.checks) for e in exercises}
        try:
            self.reports |= run_checks(self.examiners, wanted)
        finally:
            for exercise in exercises:
                self.examiners[exercise.id].close()

    def _examiner(self, exercise: Exercise, stand_ins: tuple[str, ...] = ()) -> Examiner:
        limits = self.judge.course.limits
        examiner = Examiner(
            exercise=exercise.id,
            seed=(self.judge.course.seed, self.submission.digest),
            open_worker=lambda: self.judge.fork(self.folder),
            patience=Patience(limits.call_seconds, limits.call_seconds * limits.wall_factor),
            plan=self._plan(),
            stand_ins=stand_ins,
            own=lambda: self._own(exercise),
        )
        content = self.submission.files.get(exercise.file)
        if content is None:
            examiner.absent = Mishap("missing-file", file=exercise.file)
        elif exercise.file.endswith(".yaml"):
            try:
                examiner.answers = parse_answers(content)
            except AnswersError as error:
                examiner.absent = Mishap(
                    "syntax-error", text=str(error), file=exercise.file, line=error.line
                )
        return examiner

    def _plan(self) -> TrainingPlan:
        dataset = self.judge.dataset
        settings = self.judge.course.dataset.training[dataset.name]  # type: ignore[index]
        limits = self.judge.course.limits
        return TrainingPlan(
            dataset=dataset,
            epochs=dict(settings.epochs),  # type: ignore[arg-type]
            lr=settings.learning_rate,
            batch_size=settings.batch_size,
            accuracy=dict(settings.accuracy),  # type: ignore[arg-type]
            patience=Patience(
                limits.training_seconds, limits.training_seconds * limits.wall_factor
            ),
        )

    def _own(self, training: Exercise) -> tuple[str, ...]:
        """The student's pieces in a training: those of its own file, and those proven right."""
        names: list[str] = []
        for exercise, pieces in _PIECES.items():
            if exercise == "hidden_layer" and training.id != exercise:
                continue
            if exercise == "forward" and training.id == "hidden_layer":
                continue
            if exercise == training.id or self._passed(exercise):
                names += pieces
        return tuple(names)

    def _passed(self, exercise_id: str) -> bool:
        reports = [r for (exercise, _), r in self.reports.items() if exercise == exercise_id]
        return bool(reports) and all(r.outcome is Outcome.PASSED for r in reports)

    def _carry_forward(self, exercise: Exercise) -> None:
        """Judge an exercise again with stand-ins for the sibling files whose exercises failed.

        A file may import its siblings. Where one of those is wrong, this is a consequence and
        not a second mistake; with PyTorch's own calls in its place the file shows what it is.
        """
        if self._passed(exercise.id) or exercise.file not in self.submission.files:
            return
        files = imported_files(self.submission.files, exercise.file)
        broken = [
            other for other in self.chosen
            if other.id != exercise.id and other.file in files and not self._passed(other.id)
        ]  # fmt: skip
        if not broken:
            return
        names = tuple(n for n, file in FILE_OF.items() if file in {e.file for e in broken})
        before = self.reports.copy(), self.examiners[exercise.id]
        self.examiners[exercise.id] = self._examiner(exercise, names)
        self.reports |= run_checks(self.examiners, {exercise.id: set(exercise.checks)})
        self.examiners[exercise.id].close()
        others = " and ".join(other.file for other in broken)
        if self._passed(exercise.id):
            self.notes[exercise.id] = (
                f"{exercise.file} imports {others}, which does not pass yet; "
                "it was judged with PyTorch's own calls in its place. Mend that file first."
            )
        else:
            self.notes[exercise.id] = f"{exercise.file} also imports {others}: mend that first."
            del before

    def _judged(self, exercise: Exercise) -> ExerciseResult:
        try:
            findings = diagnose(self.examiners[exercise.id], exercise, self.submission)
        except Exception:  # SECURITY: built on claims; a name that fails must not undo the points
            _LOG.exception("%s: the diagnosis of %s failed", self.submission.name, exercise.id)
            findings = ()
        return _result(exercise, self.reports, findings, self.notes.get(exercise.id, ""))

    def _tamper(self) -> tuple[str, ...]:
        """What the code tried that right code does not, each once, with the place."""
        tried = {
            f"{e.id}: {m.kind}: {m.text} ({m.file or e.id}:{m.line or '?'})"
            for e in self.chosen
            for m in (record.mishap for record in self.examiners[e.id].records)
            if m is not None and (m.kind == "forbidden-operation" or m.garbled)
        }
        return tuple(sorted(tried))[:20]

    def _trace(self) -> tuple[dict[str, object], ...]:
        """The trace of the first training step, else of the first play that has one."""
        records = [r for e in self.examiners.values() for r in e.records if r.trace]
        steps = [r for r in records if r.work.scene == "train_step"] or records
        return tuple(steps[0].trace) if steps else ()

    def _training(self) -> Training | None:
        trained = [e.trained for e in self.examiners.values() if e.trained is not None]
        if not trained:
            return None
        targets = Metrics("The course's targets", **self.judge.course.targets.model_dump())
        metrics = tuple(m for t in trained for m in t.metrics)
        return replace(trained[0], metrics=metrics, targets=targets)


def _own_fault(troubles: list[str]) -> str:
    """A neutral sentence for the document; the details are for whoever runs the grader."""
    if not troubles:
        return ""
    _LOG.error("a check could not be carried out:\n%s", troubles[0])
    return f"{len(troubles)} checks could not be carried out: a fault of the grader"


def _result(
    exercise: Exercise, reports: Reports, findings: tuple[Finding, ...], note: str
) -> ExerciseResult:
    """Outcomes times points."""
    checks = []
    for name, item in exercise.checks.items():
        report = reports.get((exercise.id, name), Report(Outcome.NOT_JUDGED, name))
        passed = report.outcome is Outcome.PASSED
        checks.append(
            CheckResult(
                id=name,
                title=report.title,
                outcome=report.outcome,
                score=item.points if passed else 0.0,
                max_score=item.points,
                visibility=item.visibility,
                evidence=report.evidence,
            )
        )
    return ExerciseResult(
        exercise.id, exercise.title, tuple(checks), findings, exercise.bonus, note
    )


def _chosen(course: Course, names: Iterable[str] | None) -> list[Exercise]:
    known = {exercise.id: exercise for exercise in course.exercises}
    if names is None:
        return list(course.exercises)
    wanted = list(names)
    for name in wanted:
        if name not in known:
            raise CourseError(f"there is no exercise {name!r}; known are: {', '.join(known)}")
    return [exercise for exercise in course.exercises if exercise.id in wanted]


def _mentions(submission: Submission, word: bytes) -> bool:
    return any(word in text for name, text in submission.files.items() if name.endswith(".py"))
