"""A course as a notebook of a learner's own: lesson, predictions, a cell an exercise, checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from grader.course.cells import Cell, code, markdown, notebook
from grader.course.course import Course, Exercise
from grader.course.edition import LESSON, starters_of
from grader.course.lesson import without_marks

# Parts of the lesson that are about files, which a notebook has none of.
_LEFT_OUT = ("First, predict", "The exercises", "Bonus")
_BEGIN = """\
## How this notebook works

Below the lesson, each exercise is a cell. Fill it in, run it, then run the cell below it: that
checks what you have run so far. `hint("NAME")` gives the next of five hints, `why("CODE")` explains
a finding, and `explore()` shows a training step from the inside. Hand in this notebook as it is."""
_PREDICT = """\
## {title}

{points} points. Answer before you run anything else. The cell below is one text between two lines
of three quotes, named `predictions`. Write a word after each colon, and below a colon that asks for
an order one line for each call, which begins with a dash. For your own sentences put a `|` after
the colon and indent each line below it by two spaces. Then run the cell; you may change it and run
it again."""
_PUZZLE = """\
Afraid of the empty cell? `puzzle()` gives you the calls of the loop, shuffled, with two that do not
belong, and `puzzle(3, 1, 5, 2, 4)` runs the lines of these numbers in this order."""


def starter_notebook(course: Course) -> str:
    """The notebook as JSON, format 4.5; the same course gives the same notebook.

    Raises:
        CourseError: a file of the course is missing.
    """
    return json.dumps(notebook(_cells(course)), indent=1, ensure_ascii=False) + "\n"


def _cells(course: Course) -> Iterator[Cell]:
    files = {name: content.decode() for name, content in starters_of(course).items()}
    opening, *parts = re.split(r"^(?=## )", without_marks(files[LESSON]), flags=re.M)
    yield _markdown(opening)
    yield _markdown(_BEGIN)
    yield _code("from grader.notebook import check, explore, hint, puzzle, why")
    asking = [e for e in course.exercises if e.kind == "predictions"]
    for exercise in asking:  # first of all, as the lesson has it
        yield from _predictions(exercise, files[exercise.file])
    for part in parts:
        if not part.removeprefix("## ").startswith(_LEFT_OUT):
            yield _markdown(part.replace("`mnist-grade explore --open`", "`explore()`"))
    for exercise in course.exercises:
        if exercise not in asking:
            yield from _exercise(exercise, files[exercise.file])
    yield _markdown("## Everything")
    yield _code("check()")


def _predictions(exercise: Exercise, text: str) -> Iterator[Cell]:
    yield _markdown(_PREDICT.format(title=exercise.title, points=f"{exercise.points:g}"))
    yield _code(f'predictions = """\n{text.rstrip()}\n"""')
    yield _code(f'check("{exercise.id}")')


def _exercise(exercise: Exercise, text: str) -> Iterator[Cell]:
    bonus = ", on top" if exercise.bonus else ""
    yield _markdown(f"## {exercise.title}\n\n{exercise.points:g} points{bonus}")
    if exercise.kind == "training" and not exercise.bonus:
        yield _markdown(_PUZZLE)
        yield _code("# puzzle()")
    yield _code(text)
    yield _code(f'check("{exercise.id}")')
    yield _code(f'# hint("{exercise.id}")')


def _markdown(text: str) -> Cell:
    return markdown(text.strip())


def _code(text: str) -> Cell:
    return code(text.rstrip())
