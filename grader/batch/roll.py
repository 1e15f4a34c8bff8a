"""The roll: which turn-ins are to be graded, who they are from, and who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from grader.batch.lateness import Lateness, lateness
from grader.batch.roster import Roster
from grader.batch.turnin import Export, TurnIn, newest
from grader.classbook import Student
from grader.course import Course


@dataclass(frozen=True, slots=True)
class Handed:
    """One turn-in with its student (None: not in the roster) and how late it is."""

    turn_in: TurnIn
    student: Student | None
    lateness: Lateness
    notes: tuple[str, ...] = ()

    @property
    def who(self) -> tuple[str, str]:
        """Whose it is, in the roster or, where that does not know them, by the system's id."""
        if self.student is not None:
            return "student", self.student.id
        return "id", self.turn_in.person.ids[0]

    @property
    def order(self) -> tuple[float, int, str]:
        """What makes one attempt later than another: its time where it is known, its number."""
        time = self.turn_in.time or datetime.fromtimestamp(0, UTC)
        return time.timestamp(), self.turn_in.attempt, self.turn_in.name


@dataclass(frozen=True)
class Roll:
    """By student, what has to be graded; and who handed in nothing."""

    attempts: list[list[Handed]]
    missing: list[Student] = field(default_factory=list)

    @property
    def to_grade(self) -> list[Handed]:
        """Every attempt that may count, by name."""
        handed = (h for attempts in self.attempts for h in attempts)
        return sorted(handed, key=lambda h: h.turn_in.name)

    @property
    def unknown(self) -> list[Handed]:
        """What nobody on the roster handed in."""
        return [attempts[0] for attempts in self.attempts if attempts[0].student is None]

    def counting(self, points: Callable[[Handed], float]) -> list[Handed]:
        """The attempt of each student that counts, by name; the earliest of the best ones."""
        best = (a[0] if len(a) == 1 else max(a, key=points) for a in self.attempts)
        return sorted(best, key=lambda h: h.turn_in.name)


def call_roll(
    export: Export,
    course: Course,
    roster: Roster | None = None,
    due: datetime | None = None,
    file_times: bool = False,
) -> Roll:
    """Join what was handed in with the roster; with `attempts: last` only the last is kept.

    `file_times` takes the times of the files where the system gives none.
    """
    people: dict[tuple[str, str], list[Handed]] = defaultdict(list)
    for turn_in in export.turn_ins:
        handed = _handed(_timed(turn_in) if file_times else turn_in, course, roster, due)
        people[handed.who].append(handed)
    attempts = [sorted(handed, key=lambda h: h.order) for handed in people.values()]
    if course.attempts == "last":
        attempts = [handed[-1:] for handed in attempts]
    there = {key for kind, key in people if kind == "student"}
    missing = [s for s in roster.students if s.id not in there] if roster else []
    return Roll(attempts, missing)


def _handed(turn_in: TurnIn, course: Course, roster: Roster | None, due: datetime | None) -> Handed:
    found = roster.find(turn_in.person) if roster else ()
    student, notes = _student(turn_in, roster, found)
    extension = roster.extensions.get(student.id, 0.0) if roster and student else 0.0
    late = lateness(turn_in, due or course.due, course.late, extension)
    return Handed(turn_in, student, late, notes + late.notes)


def _student(
    turn_in: TurnIn, roster: Roster | None, found: tuple[Student, ...]
) -> tuple[Student | None, tuple[str, ...]]:
    """Who it is, and what is to be said where that is not clear."""
    person = turn_in.person
    if roster is None:
        return Student(person.ids[0], person.name, person.email), ()
    if len(found) == 1:
        return found[0], ()
    if found:
        names = " and ".join(student.id for student in found[:5])
        return None, (f"its ids belong to several students of the roster: {names}",)
    return None, (f"{person.ids[0]!r} is not in the roster",)


def _timed(turn_in: TurnIn) -> TurnIn:
    if turn_in.time is not None:
        return turn_in
    return replace(turn_in, time=newest([path for _, path in turn_in.parts] or [turn_in.path]))
