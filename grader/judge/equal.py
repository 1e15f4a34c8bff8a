"""The mutants of a solution that its author has marked as right code, each with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.course.authored import module_of
from grader.course.course import Course, Exercise
from grader.course.mutants import Mutant, mutants_of
from grader.errors import CourseError
from grader.judge.problems import Problem, line_with, told

# What passes is played with so many draws in all before it is said that no check tells it.
DRAWS = 5


def equal_mutants(course: Course, exercise: Exercise) -> Mapping[str, str]:
    """The reasons by the mutants' names: EQUAL in the exercise's file of checks.

    Raises:
        CourseError: a reason is missing, or the file cannot be imported.
    """
    path = checks_of(course, exercise)
    equal = vars(module_of(course.folder, path)).get("EQUAL", {}) if path.is_file() else {}
    if not isinstance(equal, dict) or not all(equal.values()):
        line = line_with(path, "EQUAL")
        raise CourseError(
            f"{path}:{line}: EQUAL: write each mutant with the reason why it is equal"
        )
    return equal


def checks_of(course: Course, exercise: Exercise) -> Path:
    """The exercise's file of checks, which need not be there."""
    return course.folder.checks / f"{exercise.id}.py"


def line_for(mutant: Mutant) -> str:
    """The line of EQUAL that marks a mutant, but for the reason."""
    return f'    {json.dumps(mutant.name, ensure_ascii=False)}: "",'


def drawn_anew(mutant: Mutant) -> Iterator[str]:
    """The same code in other texts: what its checks draw follows from the text."""
    for number in range(1, DRAWS):
        yield f"{mutant.text}\n# draw {number}\n"


def unseen(course: Course, exercise: Exercise, mutant: Mutant, missed: int) -> Problem:
    """A mutant that passed, by luck or not, in so many draws."""
    where, checks = course.folder.solutions / exercise.file, checks_of(course, exercise)
    if missed < DRAWS:
        why = f"{missed} draws of {DRAWS} do not tell that from the solution"
        remedy = f"let the check draw more rows, or more work, in {checks}"
        return Problem(str(where), f"{mutant.name}: {why}", remedy, mutant.line)
    return Problem(
        str(where),
        f"{mutant.name}: no check tells that from the solution",
        "let a check ask for it, or put this line with the reason why it is equal "
        f"into EQUAL = {{...}} of {checks}:",
        mutant.line,
        line_for(mutant),
    )


def gone(course: Course, exercise: Exercise) -> Iterator[Problem]:
    """Marks whose place in the solution is gone, or what keeps them from being read."""
    solution = course.folder.solutions / exercise.file
    try:
        equal = equal_mutants(course, exercise)
    except CourseError as error:
        yield told(error)
        return
    if equal and solution.suffix == ".py":
        known = {mutant.name for mutant in mutants_of(solution.read_text(encoding="utf-8"))}
        for name in equal:
            if name not in known:
                yield stale(course, exercise, name, "is no mutant of the solution")


def stale(course: Course, exercise: Exercise, name: str, why: str) -> Problem:
    """A mark that stands there for nothing."""
    path = checks_of(course, exercise)
    line = line_with(path, str(name)) or line_with(path, str(name)[:40])
    return Problem(str(path), f"EQUAL: {name}: {why}", "remove it", line)
