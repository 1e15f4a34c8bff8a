"""Marking one staged submission: run the checks, name the findings, add up the points."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from grader.course import Course, Exercise
from grader.datasets import Dataset
from grader.examiner.answers import AnswersError, parse_answers
from grader.examiner.examiner import Allowance, Examiner, Record, TrainingPlan
from grader.examiner.solutions import read_solutions
from grader.examiner.workers import Workers
from grader.judge.completeness import needs_look, unreadable
from grader.judge.diagnosis import diagnose
from grader.judge.relocation import Places
from grader.judge.session import Report, run_checks
from grader.judge.tampering import tamper_notes
from grader.marks import shipped_contract
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.process import WorkerProcess
from grader.shipped import shipped
from grader.source import imported_files
from grader.submission import Submission
from grader.trained import Metrics, Training
from grader.verdict import CheckResult, ExerciseResult, Finding, Grade, Outcome

_LOG = logging.getLogger(__name__)

Reports = dict[tuple[str, str], Report]

# SECURITY: PyTorch's own epoch may lie in this one's worker, where the code of `train` would find
# it, and hand it in.
ALONE = {"hidden_layer"}

# Which of a learner's own pieces the end-to-end training uses, by the exercise that proves them.
_PIECES = {
    "forward": ("SimpleNN",),
    "loss": ("make_criterion",),
    "step": ("make_optimizer",),
    "train": ("train_epoch",),
    "hidden_layer": ("HiddenNN",),
}


@dataclass
class Marking:
    """The marking of one submission; `fork` gives a fresh worker on its staged files."""

    course: Course
    dataset: Dataset
    submission: Submission
    fork: Callable[[], WorkerProcess]
    chosen: list[Exercise]
    trained: dict[tuple[str, str], Any] = field(default_factory=dict)
    examiners: dict[str, Examiner] = field(default_factory=dict)
    reports: Reports = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    allowance: Allowance = field(init=False)
    workers: Workers = field(init=False)

    def __post_init__(self) -> None:
        self.allowance = Allowance(self.course.limits.submission_seconds)
        self.workers = Workers(self.fork)

    def run(self) -> Grade:
        """Run every check, then once more where a sibling's failure was all that went wrong."""
        try:
            self._run_checks()
            for exercise in self.chosen:
                self._carry_forward(exercise)
            results = tuple(self._judged(exercise) for exercise in self.chosen)
        finally:
            for examiner in self.examiners.values():
                examiner.close()
            self.workers.close()
        troubles = [r.trouble for r in self.reports.values() if r.outcome is Outcome.NOT_JUDGED]
        return Grade(
            course=self.course.name,
            submission=self.submission.name,
            dataset=self.dataset.name,
            exercises=results,
            trace=self._trace(),
            training=self._training(),
            notes=self._notes(),
            error=_own_fault(troubles),
            tamper=tamper_notes(self._all_records(), self.submission),
            needs_look=needs_look(self.chosen, self.submission),
        )

    def _all_records(self) -> list[tuple[str, Record]]:
        """Every play with its exercise, those that count for nothing too."""
        examiners = [(e.id, self.examiners[e.id]) for e in self.chosen]
        return [(name, r) for name, e in examiners for r in (*e.discarded, *e.records)]

    def _run_checks(self) -> None:
        for exercise in self.chosen:
            self.examiners[exercise.id] = self._examiner(exercise)
        # Filled check by check: a training uses the pieces that have passed by then.
        run_checks(self.examiners, {e.id: set(e.checks) for e in self.chosen}, self.reports)

    def _examiner(self, exercise: Exercise, stand_ins: tuple[str, ...] = ()) -> Examiner:
        limits = self.course.limits
        examiner = Examiner(
            exercise=exercise.id,
            seed=(self.course.seed, self.submission.digest),
            workers=self.workers,
            patience=Patience(limits.call_seconds, limits.call_seconds * limits.wall_factor),
            allowance=self.allowance,
            plan=self._plan(),
            alone=exercise.id in ALONE or bool(stand_ins),
            stand_ins=stand_ins,
            own=partial(self._own, exercise),
            solutions=read_solutions(shipped("solutions")),
        )
        content = self.submission.files.get(exercise.file)
        if self.submission.unreadable is not None:
            examiner.absent = Mishap("unreadable-submission")
        elif content is None:
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
        dataset = self.dataset
        settings = self.course.dataset.training[dataset.name]  # type: ignore[index]
        limits = self.course.limits
        return TrainingPlan(
            dataset=dataset,
            epochs=dict(settings.epochs),  # type: ignore[arg-type]
            lr=settings.learning_rate,
            batch_size=settings.batch_size,
            accuracy=dict(settings.accuracy),  # type: ignore[arg-type]
            patience=Patience(
                limits.training_seconds, limits.training_seconds * limits.wall_factor
            ),
            known=self.trained,
        )

    def _own(self, training: Exercise, *, alone: bool = False) -> tuple[str, ...]:
        """The student's pieces in a training: those of its own file, and those proven right.

        With `alone`, only those of its own file.
        """
        names: list[str] = []
        for exercise, pieces in _PIECES.items():
            if exercise == "hidden_layer" and training.id != exercise:
                continue
            if exercise == "forward" and training.id == "hidden_layer":
                continue
            if exercise == training.id or (self._passed(exercise) and not alone):
                names += pieces
        return tuple(names)

    def _passed(self, exercise_id: str) -> bool:
        reports = [r for (exercise, _), r in self.reports.items() if exercise == exercise_id]
        return bool(reports) and _passes(self.reports, exercise_id) == len(reports)

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
        first, examiner = dict(self.reports), self.examiners[exercise.id]
        names = (name for other in broken for name in shipped_contract().names_in(other.file))
        again = self._examiner(exercise, tuple(names))
        self.examiners[exercise.id] = again
        run_checks(self.examiners, {exercise.id: set(exercise.checks)}, self.reports)
        places = Places(self.submission.origin)
        file, others = places.part(exercise.file), " and ".join(places.part(o.file) for o in broken)
        use, it = ("uses", "that") if self.submission.origin else ("imports", "that file")
        if self._passed(exercise.id):
            self.notes[exercise.id] = (
                f"{file} {use} {others}, which does not pass yet; "
                f"it was judged with PyTorch's own calls in its place. Mend {it} first."
            )
            return
        self.notes[exercise.id] = f"{file} also {use} {others}: mend that first."
        if _passes(self.reports, exercise.id) < _passes(first, exercise.id):
            self.reports, self.examiners[exercise.id] = first, examiner

    def _judged(self, exercise: Exercise) -> ExerciseResult:
        if self.submission.unreadable is not None:
            told = [unreadable(self.submission)] if exercise is self.chosen[0] else []
            bare = {key: replace(report, evidence=()) for key, report in self.reports.items()}
            return result_of(exercise, bare, tuple(told), "")
        try:
            findings = diagnose(self.examiners[exercise.id], exercise, self.submission)
        except Exception:  # SECURITY: built on claims; a name that fails must not undo the points
            _LOG.exception("%s: the diagnosis of %s failed", self.submission.name, exercise.id)
            findings = ()
        note = self.notes.get(exercise.id) or self.examiners[exercise.id].note
        return result_of(exercise, self.reports, findings, note)

    def _notes(self) -> tuple[str, ...]:
        """What else a reader should know: the dataset, points held back, files left out."""
        points = sum(exercise.held_back for exercise in self.chosen if not exercise.bonus)
        more = f"{points:g} more points are for checks that your instructor runs."
        notes = self.dataset.note, more if points else "", *self.submission.left_out
        return tuple(filter(None, notes))

    def _trace(self) -> tuple[dict[str, object], ...]:
        """The trace of the first training step, else of the first play that has one."""
        records = [
            record
            for exercise in self.chosen
            for record in self.examiners[exercise.id].records
            if record.trace and record.check not in exercise.secret
        ]
        steps = [r for r in records if r.work.scene == "train_step"] or records
        if not steps:
            return ()
        scene = {"scene": steps[0].work.scene}
        return tuple({k: e[k] for k in e if k != "own_line"} | scene for e in steps[0].trace)

    def _training(self) -> Training | None:
        trained = [e.trained for e in self.examiners.values() if e.trained is not None]
        if not trained:
            return None
        targets = Metrics("The course's targets", **self.course.targets.model_dump())
        metrics = tuple(m for t in trained for m in t.metrics)
        before = tuple(m for t in trained for m in t.before)
        return replace(trained[0], metrics=metrics, before=before, targets=targets)


def _passes(reports: Reports, exercise_id: str) -> int:
    """How many checks of an exercise passed."""
    return sum(
        exercise == exercise_id and report.outcome is Outcome.PASSED
        for (exercise, _), report in reports.items()
    )


def workers_for(exercises: list[Exercise], submission: Submission) -> int:
    """How many workers the exercises need where everything passes."""
    ids = {e.id for e in exercises if e.file.endswith(".py") and e.file in submission.files}
    return len(ids & ALONE) + bool(ids - ALONE)


def _own_fault(troubles: list[str]) -> str:
    """A neutral sentence for the document; the details are for whoever runs the grader."""
    if not troubles:
        return ""
    _LOG.error("a check could not be carried out:\n%s", troubles[0])
    return f"{len(troubles)} checks could not be carried out: a fault of the grader"


def result_of(
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
