"""What an author gets wrong in a course's files, found before anything of it is played."""

from __future__ import annotations

import ast
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.course.authored import module_of
from grader.course.checks import known_checks
from grader.course.course import Course, Exercise
from grader.course.marks import marked_blocks
from grader.errors import CourseError
from grader.findings import Misconception
from grader.findings.authored import DECLARED
from grader.findings.variants import Variant
from grader.judge.equal import gone
from grader.judge.problems import Problem, line_with, told

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# The folders of a course.
_READ = ("exercises", "solutions", "checks", "mistakes", "right", "data", "stand_ins", "explore")
_TALKS = {"print": "prints", "input": "asks somebody", "breakpoint": "stops for a debugger"}


def slips(course: Course, exercises: Iterable[Exercise]) -> Iterator[Problem]:
    """What is wrong with the files of a course as a whole, then with those of some exercises."""
    if not course.folder.package:
        yield from _stray(course)
        yield from _folders(course)
        yield from _lesson(course)
    for exercise in exercises:
        if not course.folder.package:
            yield from _hints(course, exercise)
            yield from _author(course, exercise)
        yield from gone(course, exercise)
        yield from _talk(course.folder.solutions / exercise.file)


# --- files that nobody reads ---------------------------------------------------------------------
def _stray(course: Course) -> Iterator[Problem]:
    files = {exercise.file for exercise in course.exercises}
    ids = [exercise.id for exercise in course.exercises]
    folder = course.folder
    for path in sorted(folder.solutions.glob("[!.]*")):
        if path.is_file() and path.name not in {*files, "README.md"}:
            yield Problem(
                str(path), "is of no exercise", "give it a record in course.yaml, or remove it"
            )
    for path in sorted(folder.checks.glob("[!.]*.py")):
        if path.stem not in {*ids, "__init__"}:
            yield Problem(str(path), f"is of no exercise{_meant(path.stem, ids)}", _called(ids))
    for path in sorted((folder.code / "right").glob("[!.]*")):
        if path.name not in ids:
            yield Problem(str(path), f"is of no exercise{_meant(path.name, ids)}", _called(ids))


def _folders(course: Course) -> Iterator[Problem]:
    """A folder that is nearly called like one that is read."""
    code = course.folder.code
    for path in sorted(code.glob("[!._]*")):
        if path.is_dir() and path.name not in _READ and (meant := _meant(path.name, _READ)):
            yield Problem(str(path), f"is read by nobody{meant}", "call it that, or move it away")


def _called(ids: Iterable[str]) -> str:
    return f"call it like one of these, or remove it: {', '.join(ids)}"


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _lesson(course: Course) -> Iterator[Problem]:
    lesson = course.folder.exercises / "README.md"
    if not lesson.is_file():
        yield Problem(
            str(lesson), "the lesson is missing", "write it: `start` and `release` hand it out"
        )


def _hints(course: Course, exercise: Exercise) -> Iterator[Problem]:
    """A hint that is empty but for blanks, or that holds a whole line of the solution."""
    path, record = course.folder.solutions / exercise.file, course.folder.record
    lines = _written(path) if path.suffix == ".py" else set()
    for hint in exercise.hints:
        place = line_with(record, hint.strip().split("\n")[0][:30]) if hint.strip() else 0
        if not hint.strip():
            here = line_with(record, f"id: {exercise.id}")
            yield Problem(str(record), f"{exercise.id}: a hint is empty", "ask a question", here)
        elif given := next((line for line in lines if line in hint), ""):
            yield Problem(
                str(record), f"{exercise.id}: a hint gives `{given}` away", "ask, or point", place
            )


def _written(path: Path) -> set[str]:
    """The longer lines that a learner is to write."""
    lines = path.read_text(encoding="utf-8").splitlines()
    inside = (
        line.strip() for begin, end in marked_blocks(lines) for line in lines[begin + 1 : end]
    )
    return {line for line in inside if len(line) > 15}


# --- an exercise's file in checks/ ---------------------------------------------------------------
def _author(course: Course, exercise: Exercise) -> Iterator[Problem]:
    path = course.folder.checks / f"{exercise.id}.py"
    if not path.is_file():
        return
    try:
        module = vars(module_of(course.folder, path))
        known = known_checks(course.folder, exercise.id, exercise.file)
    except CourseError as error:
        yield told(error)
        return
    yield from _without_points(exercise, path, known)
    yield from _without_a_line(path, module)
    yield from _for_nobody(course, exercise, path, module)
    yield from _declared(path, module.get(DECLARED, ()), course.contract.names_in(exercise.file))


def _without_points(exercise: Exercise, path: Path, known: Mapping[str, str]) -> Iterator[Problem]:
    for check in known.keys() - exercise.checks.keys() if exercise.kind != "predictions" else ():
        name = f"check_{check.replace('-', '_')}"
        yield Problem(
            str(path),
            f"{name}: the check {check} has no points in course.yaml, so it is never run",
            f"add `{check}: {{points: 1}}` to the checks of {exercise.id}, or remove it",
            line_with(path, f"def {name}"),
        )


def _without_a_line(path: Path, module: Mapping[str, Any]) -> Iterator[Problem]:
    for name, check in module.items():
        if name.startswith("check_") and callable(check) and not (check.__doc__ or "").strip():
            yield Problem(
                str(path),
                f"{name}: has no docstring",
                "write what it asks for: its first line is the one that a learner reads",
                line_with(path, f"def {name}"),
            )


def _for_nobody(
    course: Course, exercise: Exercise, path: Path, module: Mapping[str, Any]
) -> Iterator[Problem]:
    """A `given` that is handed to no function."""
    names = course.contract.names_in(exercise.file)
    checked = any(name.startswith("check_") for name in module)
    for name in module:
        own = name.removeprefix("given_")
        if name != "given" and (not name.startswith("given_") or own in names):
            continue
        if name == "given" and not checked:
            continue
        why = "is for inferred checks, and there are check_ functions" if name == "given" else (
            f"the solution defines no {own}{_meant(own, names)}"
        )  # fmt: skip
        remedy = f"known are: {', '.join(names)}" if name != "given" else "call it in them"
        yield Problem(str(path), f"{name}: {why}", remedy, line_with(path, f"def {name}"))


def _declared(
    path: Path, entries: Iterable[Misconception], names: Iterable[str]
) -> Iterator[Problem]:
    counts = Counter(entry.code for entry in entries)
    for entry in entries:
        for what, remedy in _wrong_with(entry, counts, names):
            yield Problem(str(path), f"{entry.code}: {what}", remedy, entry.line)


def _wrong_with(
    entry: Misconception, counts: Mapping[str, int], names: Iterable[str]
) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(entry.code):
        yield "is no code", "write small letters, digits and dashes, as in not-averaged"
    if counts[entry.code] > 1:
        yield "is declared twice", "give several ways to one: `edit` or `calls` may be lists"
    if not entry.hint.strip():
        yield "its hint is empty", "ask a question that leads on"
    if not entry.believes.strip():
        yield "nothing says what the learner believes", "say it in the learner's words"
    if not entry.mistakes and not entry.sees:
        yield "nothing says how it is made", "give edit, calls or ways, or decorate a function"
    for mistake in entry.mistakes:
        if isinstance(mistake, Variant):
            yield from _wrong_with_way(mistake, [*names])


def _wrong_with_way(mistake: Variant, names: list[str]) -> Iterator[tuple[str, str]]:
    for name, _ in mistake.instead:
        if name not in names:
            yield f"the solution defines no {name}{_meant(name, names)}", f"known: {names}"
    for rules in mistake.rules:
        if unknown := rules.unknown():
            yield f"calls: {unknown}", ""


# --- a solution ----------------------------------------------------------------------------------
def _talk(path: Path) -> Iterator[Problem]:
    """A solution that prints, or waits for somebody."""
    if path.suffix != ".py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in _TALKS
        ):
            what = f"the solution {_TALKS[node.func.id]}"
            yield Problem(str(path), what, "remove it: it is played hundreds of times", node.lineno)
