"""A batch's grades into nbgrader's gradebook, and what people decided there into the batch's.

What the judge found goes into the gradebook's automatic fields; what a person entered in either
place is never overwritten.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from grader.errors import ClassbookError
from grader.lms.nbgrader.feedback import comment
from grader.lms.nbgrader.layout import (
    CHECKS,
    EXPLANATION,
    HIDDEN,
    cell_score,
    explanation_score,
    judged,
)
from grader.lms.nbgrader.setup import GRADEBOOK, first_and_last
from grader.results import classbook
from grader.results.classbook import Entry
from grader.results.csv_cells import plain
from grader.results.names import legible
from grader.results.overrides import Override, read_overrides, set_override
from grader.results.verdict import ExerciseResult, Grade, Visibility

REASON = "graded by hand in nbgrader"
_KINDS = ((CHECKS, Visibility.VISIBLE), (HIDDEN, Visibility.HIDDEN))


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is, or would be, another afterwards; None where there was none."""

    student: str
    what: str
    before: object
    after: object

    @property
    def words(self) -> str:
        """The change on one line."""
        return f"{self.student}: {self.what}: {_said(self.before)} -> {_said(self.after)}"


@dataclass(frozen=True, slots=True)
class Synced:
    """What changed in the gradebook and in overrides.csv, and what was left alone and why."""

    gradebook: tuple[Change, ...]
    overrides: tuple[Change, ...]
    notes: tuple[str, ...]


def sync(course: Path, grades: Path, *, assignment: str | None, dry_run: bool) -> Synced:
    """Bring a gradebook and a folder of grades together; with `dry_run`, say what would change.

    Raises:
        ClassbookError: the folder of grades, the gradebook or the assignment cannot be used.
    """
    database = course / GRADEBOOK
    if not database.is_file():
        raise ClassbookError(
            f"{database}: there is no gradebook; `mnist-grade nbgrader init` first"
        )
    entries = list(classbook.read(grades))
    with tempfile.TemporaryDirectory() as scratch:
        if dry_run:  # nbgrader commits as it goes, so a dry run is a run on a copy
            database = Path(shutil.copy(database, scratch))
        with Gradebook(f"sqlite:///{database.absolute()}") as gradebook:
            target = _Target(gradebook, *_assignment(gradebook, assignment))
            notes = [*_unusable(entries), *target.only_there(entries)]
            changed = [change for entry in _usable(entries) for change in target.write(entry)]
            gradebook.db.commit()
            decided = list(target.decisions(_explaining(entries)))
    changes, kept = _into_overrides(grades, decided, entries, dry_run=dry_run)
    return Synced(tuple(changed), tuple(changes), (*notes, *kept))


def _assignment(gradebook: Any, name: str | None) -> tuple[str, str]:
    """The assignment and its notebook: the one named, or the only one there is."""
    known = {str(a.name): [str(n.name) for n in a.notebooks] for a in gradebook.assignments}
    ready = {a: names[0] for a, names in known.items() if len(names) == 1}
    if name is None and len(ready) == 1:
        return next(iter(ready.items()))
    if name is not None and name in ready:
        return name, ready[name]
    listed = ", ".join(ready) or "none; run `nbgrader generate_assignment` first"
    wanted = f"no assignment {name!r} with one notebook" if name else "not one assignment"
    raise ClassbookError(f"the gradebook holds {wanted}: {listed}; say --assignment NAME")


def _usable(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of known students that count and could be judged."""
    for entry in entries:
        if entry.student and entry.document and entry.counts and judged(_grade(entry).exercises):
            yield entry


def _unusable(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if not entry.counts:
            yield f"{entry.key}: {legible(entry.submission)}: {entry.remarks[0]}"
        elif entry.document is not None and entry.student is None:
            yield f"{entry.submission}: the roster does not know whose it is; left alone"
        elif entry.document is not None and not judged(_grade(entry).exercises):
            yield f"{entry.key}: could not be judged; left alone"


def _grade(entry: Entry) -> Grade:
    return Grade.from_json(dict(entry.document or {}))


@dataclass
class _Target:
    """One assignment of a gradebook."""

    gradebook: Any
    assignment: str
    notebook: str

    def only_there(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Students of the gradebook whom the batch does not know."""
        known = {entry.key for entry in entries}
        for student in self.gradebook.students:
            if student.id not in known:
                yield f"{student.id}: only in the gradebook"

    def write(self, entry: Entry) -> Iterator[Change]:
        """One entry into the automatic fields of its student's submission."""
        yield from self._enrol(entry)
        where = (self.notebook, self.assignment, entry.key)
        grade = _grade(entry)
        for exercise in grade.exercises:
            yield from self._exercise(entry.key, exercise, where)
        free = self._find(EXPLANATION, where)
        if free is not None:
            score = min(explanation_score(grade.exercises), free.max_score)
            yield from _set(free, "auto_score", score, entry.key, EXPLANATION)
            yield from self._read_by_a_person(free, entry, where)
        self.gradebook.db.flush()
        notebook = self.gradebook.find_submission_notebook(*where)
        penalty = round(notebook.score * entry.penalty, 6) or None
        yield from _set(notebook, "late_submission_penalty", penalty, entry.key, "late penalty")

    def _read_by_a_person(
        self, free: Any, entry: Entry, where: tuple[str, str, str]
    ) -> Iterator[Change]:
        """Points and comment that the free text was given outside of nbgrader, if not inside."""
        read = next((o for o in entry.overrides if o.check == EXPLANATION), None)
        if read is None or free.manual_score is not None:
            return
        free.needs_manual_grade = False
        yield from _set(free, "manual_score", read.score, entry.key, EXPLANATION + " (by hand)")
        try:
            said = self.gradebook.find_comment(EXPLANATION, *where)
        except MissingEntry:
            return
        said.manual_comment = said.manual_comment or read.reason

    def _enrol(self, entry: Entry) -> Iterator[Change]:
        student = entry.student
        assert student is not None
        try:
            self.gradebook.find_student(student.id)
        except MissingEntry:
            first, last = first_and_last(student.name)
            self.gradebook.add_student(
                student.id, first_name=first, last_name=last, email=student.email or None
            )
            yield Change(student.id, "student", None, student.name or student.id)
        try:
            self.gradebook.find_submission(self.assignment, student.id)
        except MissingEntry:
            self.gradebook.add_submission(self.assignment, student.id)
            yield Change(student.id, "submission", None, entry.submission)

    def _exercise(
        self, student: str, exercise: ExerciseResult, where: tuple[str, str, str]
    ) -> Iterator[Change]:
        for ending, visibility in _KINDS:
            cell = self._find(exercise.id + ending, where)
            if cell is None:
                continue
            score = cell_score(exercise, visibility, cell.max_score)
            yield from _set(cell, "auto_score", score, student, exercise.id + ending)
            if exercise.bonus and cell.extra_credit in (None, 0):
                bonus = exercise.score or None
                yield from _set(cell, "extra_credit", bonus, student, f"{exercise.id} (extra)")
            # It waits for a person only where one has entered something before.
            cell.needs_manual_grade = cell.manual_score is not None
        try:
            said = self.gradebook.find_comment(exercise.id, *where)
        except MissingEntry:
            return
        said.auto_comment = comment(exercise) or None

    def _find(self, cell: str, where: tuple[str, str, str]) -> Any:
        try:
            return self.gradebook.find_grade(cell, *where)
        except MissingEntry:
            return None

    def decisions(self, explaining: str) -> Iterator[Override]:
        """The exercises in which a person has entered a score, with their points.

        The free text is a check of its own, with what was said of it; `explaining` is the
        exercise that it belongs to.
        """
        for submission in self.gradebook.assignment_submissions(self.assignment):
            totals: dict[str, float] = {}
            by_hand: set[str] = set()
            student = submission.student_id
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    exercise = _exercise_of(grade.name, explaining)
                    totals[exercise] = totals.get(exercise, 0.0) + float(grade.score)
                    if grade.manual_score is not None and grade.name == EXPLANATION:
                        where = (notebook.name, self.assignment, student)
                        points = round(float(grade.score), 6)
                        reason = self._reason(where)
                        yield Override(student, exercise, points, reason, EXPLANATION)
                    elif grade.manual_score is not None:
                        by_hand.add(exercise)
            for exercise in sorted(by_hand):
                points = round(totals[exercise], 6)
                yield Override(student, exercise, points, REASON)

    def _reason(self, where: tuple[str, str, str]) -> str:
        """That it was decided here, with what a person said of the free text, if anything."""
        try:
            said = plain(self.gradebook.find_comment(EXPLANATION, *where).manual_comment or "")
        except MissingEntry:
            said = ""
        return f"{REASON}: {said}" if said else REASON


def _explaining(entries: Iterable[Entry]) -> str:
    """The exercise that asks for the free text; empty where none does."""
    graded = (
        exercise for entry in entries if entry.document for exercise in _grade(entry).exercises
    )
    return next((e.id for e in graded if any(c.id == EXPLANATION for c in e.checks)), "")


def _exercise_of(grade_id: str, explaining: str) -> str:
    if grade_id == EXPLANATION:
        return explaining
    return grade_id.removesuffix(CHECKS).removesuffix(HIDDEN)


def _set(record: Any, field: str, value: float | None, student: str, what: str) -> Iterator[Change]:
    before = getattr(record, field)
    if (before or value) and before != value:
        setattr(record, field, value)
        yield Change(student, what, before, value)
    elif before is None and value is not None:
        setattr(record, field, value)


def _into_overrides(
    grades: Path, decided: Iterable[Override], entries: Iterable[Entry], *, dry_run: bool
) -> tuple[list[Change], list[str]]:
    """Decisions from the gradebook as overrides; one made in the batch by hand stays."""
    known = {entry.key for entry in entries}
    there = {(o.student, o.about): o for os in read_overrides(grades).values() for o in os}
    changes, notes = [], []
    for override in decided:
        before = there.get((override.student, override.about))
        ours = before is None or before.reason.startswith(REASON)
        same = before is not None and before.score == override.score
        if override.student not in known or before == override or (same and not ours):
            continue
        if before and not ours:
            notes.append(
                f"{override.student}: {override.about}: {override.score:g} by hand in nbgrader, "
                f"{before.score:g} in overrides.csv ({before.reason}); left alone"
            )
            continue
        field, what = ("reason", "comment") if same else ("score", "override")
        values = (before and getattr(before, field), getattr(override, field))
        changes.append(Change(override.student, f"{override.about} ({what})", *values))
        if not dry_run:
            set_override(grades, override)
    if changes and not dry_run:
        classbook.write_grades(grades)
    return changes, notes


def _said(value: object) -> str:
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
