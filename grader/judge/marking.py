"""Marking one staged submission: run the checks, name the findings, add up the points."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from grader.course.course import Course, Exercise
from grader.datasets import Dataset
from grader.examiner.examiner import Examiner
from grader.examiner.record import Record
from grader.examiner.retraining import TrainingPlan
from grader.examiner.solutions import read_solutions
from grader.examiner.workers import Workers
from grader.judge.consequences import with_consequences
from grader.judge.diagnosis import Named, diagnose
from grader.judge.notebook_places import Places
from grader.judge.notes import calls_shown, needs_look, tamper_notes, training_shown, unreadable
from grader.judge.pieces import files_used, needed_first, plan_of, stand_ins_of
from grader.judge.points import Report, result_of
from grader.judge.predictions import answered, judge_answers
from grader.judge.problems import traced
from grader.judge.repair import Repairs
from grader.judge.session import run_checks
from grader.results.finding import Finding
from grader.results.verdict import ExerciseResult, Grade, Outcome
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Allowance, Patience
from grader.sandbox.process import WorkerProcess
from grader.submission.answers import Answers
from grader.submission.reader.syntax import Syntax
from grader.submission.submission import Submission

_LOG = logging.getLogger(__name__)

# The share of a submission's time that its calls may use up; the rest is for what they lead to.
CALLS = 0.8

Reports = dict[str, Report]


@dataclass
class Marking:
    """The marking of one submission; `fork` gives a fresh worker on its staged files.

    `syntax` is what a reader says of them, `allowance` what all of it may take. What failed is
    named where `named` says so, and its line is proven by `repairs`, if there are; `unnamed` holds
    by exercise why that failed itself. Else each exercise ends with what fails in it first. `first`
    are the examiners of those that were judged again, with the learner's own files alone.
    """

    course: Course
    dataset: Dataset
    submission: Submission
    syntax: Syntax
    fork: Callable[[], WorkerProcess]
    allowance: Allowance
    chosen: list[Exercise]
    named: bool = True
    repairs: Repairs | None = None
    examiners: dict[str, Examiner] = field(default_factory=dict)
    reports: dict[str, Reports] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    unnamed: dict[str, str] = field(default_factory=dict)
    first: dict[str, Examiner] = field(default_factory=dict)
    calls: Allowance = field(init=False)
    workers: Workers = field(init=False)

    def __post_init__(self) -> None:
        self.calls = self.allowance.part(CALLS * self.allowance.seconds)
        self.workers = Workers(self.fork)

    def run(self) -> Grade:
        """Run every check, then once more where a sibling's failure was all that went wrong."""
        try:
            # What a training uses is judged before it, wherever it stands in the course.
            for exercise in needed_first(self.chosen, partial(files_used, self.course.contract)):
                self.examiners[exercise.id] = examiner = self._examiner(exercise)
                self.reports[exercise.id] = _judged_by(examiner, exercise)
            for exercise in needed_first(self.chosen, self._files_needed):
                self._carry_forward(exercise)
            results = tuple(self._judged(exercise) for exercise in self.chosen)
        finally:
            for examiner in self.examiners.values():
                examiner.close()
            self.workers.close()
        return Grade(
            course=self.course.name,
            submission=self.submission.name,
            dataset=self.dataset.name,
            exercises=results,
            # What a stand-in called is no call of the learner's, and may be just what theirs lacks.
            trace=calls_shown(self.course.folder, self.chosen, self.examiners | self.first),
            training=training_shown(self.examiners.values(), self.course.targets),
            notes=self._notes(),
            error=_own_fault([*self.troubles.values()]),
            tamper=tamper_notes(self._all_records(), self.syntax, Places(self.submission.origin)),
            needs_look=needs_look(self.chosen, self.submission),
        )

    @property
    def troubles(self) -> dict[str, str]:
        """By check why it could not be judged: our fault, or the course's author's."""
        reports = (item for reports in self.reports.values() for item in reports.items())
        return {n: r.trouble for n, r in reports if r.outcome is Outcome.NOT_JUDGED}

    def _all_records(self) -> list[tuple[str, Record]]:
        """Every play with its exercise, those that count for nothing too."""
        examiners = [(e.id, self.examiners[e.id]) for e in self.chosen]
        return [(name, r) for name, e in examiners for r in (*e.discarded, *e.records)]

    def _examiner(self, exercise: Exercise, lent: Sequence[Exercise] = ()) -> Examiner:
        """The examiner of an exercise, with stand-ins for the files of others that are lent."""
        limits = self.course.limits
        examiner = Examiner(
            exercise=exercise.id,
            folder=self.course.folder,
            seed=(self.course.seed, self.submission.digest),
            workers=self.workers,
            patience=self._patience(limits.call_seconds),
            allowance=self.calls,
            plan=self._plan(exercise),
            alone=exercise.alone or bool(lent),
            hurried=not self.named,
            secret=exercise.secret,
            stand_ins=stand_ins_of(self.course.folder, lent),
            solutions=read_solutions(self.course.folder.solutions, self.course.contract),
        )
        content = self.submission.files.get(exercise.file)
        if self.submission.unreadable is not None:
            examiner.absent = Mishap("unreadable-submission")
        elif content is None:
            examiner.absent = Mishap("missing-file", file=exercise.file)
        elif exercise.kind == "predictions":
            answers = self.syntax.answers[exercise.file]
            if isinstance(answers, Answers):
                examiner.answers = answers
            else:
                examiner.absent = Mishap(
                    "syntax-error", text=str(answers), source=answers.text, file=exercise.file,
                    line=answers.line,
                )  # fmt: skip
        return examiner

    def _patience(self, seconds: float) -> Patience:
        return Patience(seconds, seconds * self.course.limits.wall_factor)

    def _plan(self, exercise: Exercise) -> TrainingPlan | None:
        """The training of an exercise, with the learner's pieces that have passed by now."""
        passed = {other.file for other in self.chosen if self._passed(other.id)}
        patience = self._patience(self.course.limits.training_seconds)
        return plan_of(self.course, self.dataset, exercise, passed, patience)

    def _passed(self, exercise_id: str) -> bool:
        reports = self.reports.get(exercise_id, {})
        return bool(reports) and _passes(reports) == len(reports)

    def _files_needed(self, exercise: Exercise) -> set[str]:
        return files_used(self.course.contract, exercise) | self._imported(exercise)

    def _imported(self, exercise: Exercise) -> frozenset[str]:
        return self.syntax.imports.get(exercise.file, frozenset())

    def _carry_forward(self, exercise: Exercise) -> None:
        """Judge an exercise again with stand-ins for the sibling files whose exercises failed.

        A file may import its siblings. Where one of those is wrong, this is a consequence and
        not a second mistake; with PyTorch's own calls in its place the file shows what it is.
        """
        if self._passed(exercise.id) or exercise.file not in self.submission.files:
            return
        files = self._imported(exercise)
        broken = [
            other for other in self.chosen
            if other.id != exercise.id and other.file in files and not self._passed(other.id)
        ]  # fmt: skip
        if not broken or _is_circular(self.examiners[exercise.id]):
            return
        first, examiner = self.reports[exercise.id], self.examiners[exercise.id]
        self.first[exercise.id] = examiner
        self.examiners[exercise.id] = again = self._examiner(exercise, broken)
        self.reports[exercise.id] = _judged_by(again, exercise)
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
        if _passes(self.reports[exercise.id]) < _passes(first):
            self.reports[exercise.id], self.examiners[exercise.id] = first, examiner

    def _judged(self, exercise: Exercise) -> ExerciseResult:
        if self.submission.unreadable is not None:
            told = [unreadable(self.submission)] if exercise is self.chosen[0] else []
            bare = {c: replace(r, evidence=()) for c, r in self.reports[exercise.id].items()}
            return result_of(exercise, bare, tuple(told))
        examiner, reports = self.examiners[exercise.id], self.reports[exercise.id]
        findings: tuple[Finding, ...] = ()
        named: tuple[Named, ...] = ()
        try:
            with self.allowance.measured(time.process_time):
                named = self._named(examiner, exercise) if self.named else ()
                findings = tuple(found.finding for found in named)
                if self.repairs is not None and self.allowance.left.cpu > 0:
                    findings = self.repairs.placed(named, examiner, exercise.file, reports)
        except Exception as error:
            # SECURITY: built on claims; a name that fails must not undo the points.
            _LOG.exception("%s: the diagnosis of %s failed", self.submission.name, exercise.id)
            self.unnamed[exercise.id] = traced(error)
        note = self.notes.get(exercise.id) or examiner.note
        result = result_of(exercise, reports, findings, note)
        checks = with_consequences(result.checks, examiner, named)
        printed = {r.check: r.printed for r in examiner.records if r.printed}
        checks = tuple(replace(c, printed=printed.get(c.id, ())) for c in checks)
        result = replace(result, checks=checks)
        if exercise.kind != "predictions":
            return result
        answers, explanation = answered(examiner, exercise)
        return replace(result, answers=answers, explanation=explanation)

    def _named(self, examiner: Examiner, exercise: Exercise) -> tuple[Named, ...]:
        """The findings of an exercise; where all time is used up, what needs no more of it."""
        return diagnose(examiner, exercise, self.submission, self.syntax, self.allowance)

    def _notes(self) -> tuple[str, ...]:
        """What else a reader should know: the dataset, points held back, files left out."""
        points = sum(exercise.held_back for exercise in self.chosen if not exercise.bonus)
        more = f"{points:g} more points are for checks that your instructor runs."
        notes = self.dataset.note, more if points else "", *self.submission.left_out
        return tuple(filter(None, notes))


def _is_circular(examiner: Examiner) -> bool:
    """Whether a file fails as one of a circle of imports: each has a part in that mistake."""
    return any(
        record.mishap is not None and "partially initialized module" in record.mishap.text
        for record in examiner.records
    )


def _judged_by(examiner: Examiner, exercise: Exercise) -> Reports:
    """A report for each check of an exercise."""
    if exercise.kind == "predictions":
        return judge_answers(examiner, exercise)
    return run_checks(examiner, exercise.checks)


def _passes(reports: Reports) -> int:
    """How many checks passed."""
    return sum(report.outcome is Outcome.PASSED for report in reports.values())


def _own_fault(troubles: list[str]) -> str:
    """A neutral sentence for the document; the details are for whoever runs the grader."""
    if not troubles:
        return ""
    _LOG.error("a check could not be carried out:\n%s", troubles[0])
    return f"{len(troubles)} checks could not be carried out: a fault of the grader"
