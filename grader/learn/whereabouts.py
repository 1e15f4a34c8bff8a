"""Where a learner is in a course: what is done, what is next, and what the lesson says of that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from grader.course.course import Course, Exercise
from grader.course.lesson import without_marks
from grader.learn.progress import Progress
from grader.learn.standing import Standing

LESSON = "README.md"


class State(Enum):
    """How an exercise stands for its learner."""

    DONE = "done"
    NEXT = "next"
    OPEN = "open"
    UNGRADABLE = "not gradable yet"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The state of each exercise by id, how many of the required ones are done, and the next one.

    An exercise that was right, and whose file cannot be read at the moment, counts as done.
    """

    states: Mapping[str, State]
    done: int
    required: int
    next: Exercise | None


def whereabouts(course: Course, progress: Progress) -> Whereabouts:
    """Where somebody is who has made this progress."""
    right = [e for e in course.exercises if _is_right(progress.exercises.get(e.id))]
    unread = {name for name, standing in progress.exercises.items() if standing.ungradable}
    left = [e for e in course.exercises if e not in right or e.id in unread]
    following = next((e for e in left if not e.bonus), next(iter(left), None))
    states = {e.id: _state(e, right, unread, following) for e in course.exercises}
    required = [e for e in course.exercises if not e.bonus]
    return Whereabouts(states, len([e for e in required if e in right]), len(required), following)


def _is_right(standing: Standing | None) -> bool:
    return standing is not None and (standing.passed or standing.stood)


def _state(
    exercise: Exercise, right: list[Exercise], unread: set[str], following: Exercise | None
) -> State:
    if exercise.id in unread:
        return State.UNGRADABLE
    if exercise in right:
        return State.DONE
    return State.NEXT if exercise is following else State.OPEN


def told_by_lesson(course: Course) -> dict[str, str]:
    """For each exercise what is written in its file, and a sentence of the lesson about that."""
    try:
        text = without_marks((course.folder.exercises / LESSON).read_text(encoding="utf-8"))
    except OSError:
        text = ""
    return {e.id: _told(course, e, text) for e in course.exercises}


def _told(course: Course, exercise: Exercise, text: str) -> str:
    names = course.contract.names_in(exercise.file)
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    wanted = f"In {exercise.file} you write {listed}." if listed else ""
    return " ".join(filter(None, [wanted, _sentence(exercise, text, names)]))


def _sentence(exercise: Exercise, text: str, names: Sequence[str]) -> str:
    """The sentence that begins with the exercise's name, else its row in the table.

    A row that holds the names of what is written alone says nothing new.
    """
    name = re.escape(exercise.id)
    if found := re.search(rf"^(\*\*{name}\*\* .*?[.!?])(?=\s)", text, re.M | re.S | re.I):
        return re.sub(r"[*`]", "", " ".join(found[1].split()))
    row = re.search(
        rf"^\|[^|]*\| \[{re.escape(exercise.file)}\]\([^)]*\) \|([^|\n]*)\|", text, re.M
    )
    words = re.sub(r"[*`]", "", row[1]).strip() if row else ""
    return "" if {*re.findall(r"\w+", words)} <= {*names} else f"That is {words}."
