"""Turn-ins matched with a roster: which are to be graded, who they are from, and who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from grader.batch.lateness import Lateness, lateness
from grader.batch.roster import Roster
from grader.batch.turnin import Export, TurnIn, newest
from grader.course.course import Course
from grader.results.classbook import LeftOut, Student
from grader.results.names import legible, likeness, unseen


@dataclass(frozen=True, slots=True)
class Handed:
    """One turn-in with its student (None: not in the roster) and how late it is.

    `rivals` are the same student's others of which nothing tells whether they came later; `odd`
    says what a reader could not see of its name.
    """

    turn_in: TurnIn
    student: Student | None
    lateness: Lateness
    notes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    odd: str = ""

    @property
    def name(self) -> str:
        """The submission's name."""
        return self.turn_in.name

    @property
    def who(self) -> tuple[str, str]:
        """Whose it is, in the roster or, where that does not know them, by the system's id."""
        if self.student is not None:
            return "student", self.student.id
        return "id", self.turn_in.person.ids[0]


@dataclass(frozen=True)
class Matched:
    """By student, what has to be graded, and all that was handed in; and who handed in nothing.

    With `best`, only the best of a student's counts, and otherwise everything that is graded.
    """

    attempts: list[list[Handed]]
    missing: list[Student] = field(default_factory=list)
    everything: list[list[Handed]] = field(default_factory=list)
    best: bool = False

    @property
    def to_grade(self) -> list[Handed]:
        """Every attempt that may count, by name."""
        return sorted(chain(*self.attempts), key=lambda h: h.name)

    @property
    def unknown(self) -> list[Handed]:
        """What nobody on the roster handed in."""
        return [handed for handed in self.to_grade if handed.student is None]

    def counting(self, points: Callable[[Handed], float]) -> list[Handed]:
        """What counts of each student, by name: the earliest best one, or the last with rivals."""
        if not self.best:
            return self.to_grade
        return sorted((max(a, key=points) for a in self.attempts), key=lambda h: h.name)

    def passed_over(self, counting: Collection[str]) -> Iterator[LeftOut]:
        """The entries of the class's folder behind attempts alone that do not count after all.

        With those behind the submissions that count (`counting` has their names), and those that
        became no turn-in, these are all entries there are.
        """
        handed = [h for attempts in self.everything for h in attempts]
        told = {e for h in handed if h.name in counting for e in h.turn_in.entries}
        for attempts in self.everything:
            counts = ", ".join(legible(h.name) for h in attempts if h.name in counting)
            for entry in (e for h in attempts for e in h.turn_in.entries):
                if entry not in told:
                    yield LeftOut(entry, f"another attempt counts: {counts}")
                    told.add(entry)


def match_roster(
    export: Export,
    course: Course,
    roster: Roster | None = None,
    due: datetime | None = None,
    file_times: bool = False,
) -> Matched:
    """Join what was handed in with the roster; with `attempts: last` only the last is kept.

    `file_times` takes the times of the files where the system gives none. Where nothing tells which
    of a student's is the last, all that may be are kept, as rivals.
    """
    people: dict[tuple[str, str], list[Handed]] = defaultdict(list)
    for turn_in in export.turn_ins:
        handed = _handed(_timed(turn_in) if file_times else turn_in, course, roster, due)
        people[handed.who].append(handed)
    everything = _marked([_in_order(handed) for handed in people.values()])
    best = course.attempts == "best"
    attempts = everything if best else [_last(handed) for handed in everything]
    there = {key for kind, key in people if kind == "student"}
    missing = [s for s in roster.students if s.id not in there] if roster else []
    return Matched(attempts, missing, everything, best)


def _in_order(attempts: list[Handed]) -> list[Handed]:
    place = _place(attempts)
    return sorted(attempts, key=lambda h: (place(h), h.name))


def _place(attempts: list[Handed]) -> Callable[[Handed], tuple[float, int]]:
    """What makes one attempt later than another: its time where all are known, its number."""
    timed = all(h.turn_in.time for h in attempts)

    def place(handed: Handed) -> tuple[float, int]:
        time = handed.turn_in.time
        return time.timestamp() if timed and time else 0.0, handed.turn_in.attempt

    return place


def _last(attempts: list[Handed]) -> list[Handed]:
    """The last of a student's attempts, in order; several where nothing tells which that is."""
    place = _place(attempts)
    last = [handed for handed in attempts if place(handed) == place(attempts[-1])]
    names = [handed.name for handed in last]
    if len(last) == 1 or last[0].student is None:
        return last
    return [replace(h, rivals=tuple(name for name in names if name != h.name)) for h in last]


def _marked(people: list[list[Handed]]) -> list[list[Handed]]:
    """The same, with a note on names that look like somebody else's, or hold what is not seen."""
    alike: dict[str, set[tuple[str, tuple[str, str]]]] = defaultdict(set)
    for handed in chain(*people):
        for name in _names(handed):
            alike[likeness(name)].add((name, handed.who))

    def marked(handed: Handed) -> Handed:
        odd = "; ".join(_odd(handed, alike))
        return replace(handed, odd=odd, notes=(*handed.notes, odd)) if odd else handed

    return [[marked(handed) for handed in attempts] for attempts in people]


def _odd(handed: Handed, alike: Mapping[str, set[tuple[str, tuple[str, str]]]]) -> Iterator[str]:
    if any(map(unseen, _names(handed))):
        yield f"its name holds what cannot be seen: {legible(handed.name)}"
    twins = {
        twin
        for name in _names(handed)
        for twin, who in alike[likeness(name)]
        if who != handed.who and twin != name
    }
    if twins:
        few = ", ".join(map(legible, sorted(twins)[:5]))
        yield f"its name looks like another's, which is written otherwise: {few}"


def _names(handed: Handed) -> set[str]:
    """What it is called by."""
    person = handed.turn_in.person
    return {handed.name, person.ids[0], *([person.name] if person.name else [])}


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
