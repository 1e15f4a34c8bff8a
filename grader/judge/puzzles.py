"""A mistake to find in a course of one's own: a solution written wrong in one place."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from grader.course.course import Course, Exercise
from grader.errors import CourseError
from grader.examiner.solutions import Solutions, read_solutions
from grader.findings import Misconception
from grader.findings.catalogue import catalogue
from grader.findings.example import shown
from grader.findings.variants import Variant
from grader.submission.submission import Submission

_HEAD = "# Puzzle {number} of {course}: {exercise}. One thing in here is wrong.\n"
_NUMBER = re.compile(r"^# Puzzle (\d+) of [\w-]+: (\w+)\.", re.M)
_MARK = re.compile(r"^ *#+ *(?:BEGIN|END) SOLUTION *\n", re.M)


@dataclass(frozen=True, slots=True)
class OwnPuzzle:
    """A file with one mistake in it, and the exercise that it belongs to."""

    number: int
    exercise: Exercise
    source: str
    mistake: Misconception

    @property
    def submission(self) -> Submission:
        return submission_of(self.exercise, self.source.encode())


def posed(course: Course, number: int | None, right: Container[str] = ()) -> OwnPuzzle:
    """The puzzle of that number; without one a new puzzle.

    A new one is of an exercise that is `right` already, where there is one: it shows the rest of
    the solution.

    Raises:
        CourseError: the course has no mistake that can be written down.
    """
    found = list(_candidates(course))
    if not found:
        raise CourseError(
            f"{course.folder.record}: no mistake of this course can be shown as text; declare one "
            "with mistake(..., edit=...)"
        )
    if number is None:
        numbers = random.sample(range(1000, 10_000), 9000)
        by_right = (n for n in numbers if random.Random(n).choice(found)[0].id in right)
        number = next(by_right, numbers[0])
    exercise, mistake, text = random.Random(number).choice(found)
    head = _HEAD.format(number=number, course=course.name, exercise=exercise.id)
    return OwnPuzzle(number, exercise, head + _MARK.sub("", text), mistake)


def posed_in(course: Course, source: bytes) -> OwnPuzzle:
    """The puzzle that a file began as.

    Raises:
        CourseError: its first line does not say which.
    """
    found = _NUMBER.search(source.decode("utf-8", "replace"))
    if found is None:
        raise CourseError("the line that says which puzzle it is is gone; write a new puzzle")
    puzzle = posed(course, int(found[1]))
    if puzzle.exercise.id != found[2]:
        raise CourseError(f"puzzle {found[1]} of this course is of {puzzle.exercise.id} by now")
    return puzzle


def submission_of(exercise: Exercise, source: bytes) -> Submission:
    """A repaired puzzle, to be graded as what is handed in is."""
    return Submission("puzzle", {exercise.file: source})


def _candidates(course: Course) -> Iterator[tuple[Exercise, Misconception, str]]:
    """Each mistake that stands as text in an exercise which needs no other file."""
    solutions = read_solutions(course.folder.solutions, course.contract)
    for exercise in course.exercises:
        if exercise.kind != "predictions" and not _imports_another(course, solutions, exercise):
            for entry in catalogue(course.folder):
                if not entry.exercises or exercise.id in entry.exercises:
                    text = _text_with(course, solutions, exercise, entry)
                    if text is not None:
                        yield exercise, entry, text


def _imports_another(course: Course, solutions: Solutions, exercise: Exercise) -> bool:
    """Whether the solution of an exercise imports one of its siblings."""
    nodes = [*ast.walk(ast.parse(solutions.text(exercise.file)))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return any(f"{module.partition('.')[0]}.py" in course.contract.files for module in modules)


def _text_with(
    course: Course, solutions: Solutions, exercise: Exercise, entry: Misconception
) -> str | None:
    for mistake in entry.mistakes:
        if not isinstance(mistake, Variant):
            continue
        for name in course.contract.names_in(exercise.file):
            text = shown(solutions, mistake, exercise.file, name)
            if text is not None and text != solutions.text(exercise.file):
                return text
    return None
