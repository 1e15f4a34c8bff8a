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
