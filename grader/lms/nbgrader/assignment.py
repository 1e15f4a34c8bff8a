"""The assignment notebook, built from the solutions and the lesson: one source for both."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from grader.course.course import Course, Exercise
from grader.course.lesson import without_marks
from grader.errors import CourseError
from grader.lms.nbgrader.layout import (
    CHECKS,
    EXPLANATION,
    HIDDEN,
    explanation_points,
    has_hidden,
    points_of,
)
from grader.results.verdict import Visibility
from grader.submission.reader.answers_file import parse_answers

LESSON = "README.md"
_LEFT_OUT = ("First, predict", "The exercises", "Bonus")
_DOCSTRING = re.compile(r'\A"""(?P<text>.*?)"""\n+', re.S)
# The comment above the free text asks for it; how YAML is written is no business of a notebook.
_LAST_QUESTION = re.compile(rf"((?:^#.*\n)+)^{EXPLANATION}:", re.M)
_NUMBER, _OF_YAML = re.compile(r"^\d+\. "), " Put a |"

_PREDICT = """\
## First, predict

Answer from your head, before you read on and before you run anything: write a word after each
colon. Wrong guesses are welcome: they show you where to look. You may put them right later."""
_WORK = """\
## The exercises

Replace each `raise NotImplementedError(...)`. The text above it says what goes in and what must
come out. Run the cell, then the one below it, as often as you like. What counts is what your code
does, not how it is spelled. Keep the names of classes and functions, and the order of the
parameters."""
_EXPLAIN = "## In your own words\n\n{question}"


def assignment_notebook(course: Course, files: Mapping[str, str]) -> Any:
    """The instructor's version as a notebook node; `files` are the solutions and the lesson.

    Raises:
        CourseError: a file is missing or has an unexpected shape.
    """
    from nbformat.v4 import new_notebook

    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    cells = list(_cells(course, files))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # the same source, the same notebook
    return new_notebook(cells=cells, metadata=metadata)


def _cells(course: Course, files: Mapping[str, str]) -> Iterator[Any]:
    lesson = _sections(_text(files, LESSON))
    opening = lesson.pop(0)
    yield _markdown(opening)
    explain = next((e for e in course.exercises if e.kind == "predictions"), None)
    exercises = [e for e in course.exercises if e is not explain]
    if explain:
        yield _markdown(_PREDICT)
        yield from _predictions(explain, _text(files, explain.file))
    yield from (_markdown(section) for section in lesson)
    yield _markdown(_WORK)
    for exercise in exercises:
        if not exercise.bonus:
            yield from _exercise(exercise, _text(files, exercise.file))
    if explain and EXPLANATION in explain.checks:
        yield _markdown(_EXPLAIN.format(question=_last_question(_text(files, explain.file))))
        answer = parse_answers(_text(files, explain.file).encode()).given.get(EXPLANATION, "")
        points = explanation_points([explain])
        yield _graded("markdown", EXPLANATION, str(answer).strip(), points, solution=True)
    for exercise in exercises:
        if exercise.bonus:
            yield from _exercise(exercise, _text(files, exercise.file))


def _text(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise CourseError(f"{name}: missing beside the solutions; the notebook is built from it")
    return files[name]


def _sections(lesson: str) -> list[str]:
    """The lesson cut at its headings, without what belongs to a folder of files."""
    sections = re.split(r"^(?=## )", without_marks(lesson), flags=re.M)
    return [s.strip() for s in sections if not s.removeprefix("## ").startswith(_LEFT_OUT)]


def _exercise(exercise: Exercise, solution: str) -> Iterator[Any]:
    docstring = _DOCSTRING.match(solution)
    words = docstring["text"].strip() if docstring else exercise.title
    worth = f"{exercise.points:g} points" + (" on top" if exercise.bonus else "")
    yield _markdown(f"### {exercise.title}\n\n{words} ({worth})")
    code = solution[docstring.end() :] if docstring else solution
    yield _graded("code", exercise.id, code.strip(), None, solution=True)
    yield from _check_cells(exercise)


def _predictions(exercise: Exercise, answers: str) -> Iterator[Any]:
    """The answers as a text in Python; its last question has a cell of its own."""
    last = _LAST_QUESTION.search(answers)
    words = answers[: last.start()] if last else answers
    if '"""' in words or "\\" in words:
        raise CourseError(f'{exercise.file}: """ and \\ cannot stand in the notebook; remove them')
    code = f'predictions = """\n{words.strip()}\n"""'
    yield _graded("code", exercise.id, code, None, solution=True)
    yield from _check_cells(exercise)


def _last_question(answers: str) -> str:
    """What the free text is about, in the words of the file of answers."""
    found = _LAST_QUESTION.search(answers)
    lines = found[1].splitlines() if found else []
    text = " ".join(line.lstrip("#").strip() for line in lines)
    return _NUMBER.sub("", text).partition(_OF_YAML)[0]


def _check_cells(exercise: Exercise) -> Iterator[Any]:
    """The cells that nbgrader gives points for; a bonus gets them as extra credit."""
    # A number as the last expression is partial credit, also for nbgrader without our judge.
    end = "" if exercise.bonus else ".points"
    code = f'from grader.notebook import check\n\ncheck("{exercise.id}"){end}'
    visible = points_of(exercise, Visibility.VISIBLE)
    yield _graded("code", exercise.id + CHECKS, code, visible)
    if has_hidden(exercise) and not exercise.bonus:
        code = textwrap.dedent(f"""\
            # Some checks are not shown. They run when your notebook is graded.
            ### BEGIN HIDDEN TESTS
            check("{exercise.id}").hidden_points
            ### END HIDDEN TESTS""")
        yield _graded("code", exercise.id + HIDDEN, code, points_of(exercise, Visibility.HIDDEN))


def _markdown(text: str) -> Any:
    from nbformat.v4 import new_markdown_cell

    return new_markdown_cell(text)


def _graded(
    kind: str, grade_id: str, source: str, points: float | None, *, solution: bool = False
) -> Any:
    """A cell with nbgrader's metadata: a solution, a locked grade cell, or a written answer."""
    from nbformat.v4 import new_code_cell, new_markdown_cell

    metadata: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        metadata["points"] = points
    if kind == "code":
        return new_code_cell(source, metadata={"nbgrader": metadata})
    return new_markdown_cell(source, metadata={"nbgrader": metadata})
