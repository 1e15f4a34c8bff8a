"""The lesson as one course has it: without what belongs to exercises that the course dropped.

`<!-- with first, second -->` at the end of a heading keeps its section, and at the end of a
paragraph that paragraph, for courses that have all of these exercises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from grader.course.course import Course, Exercise

_SECTION = re.compile(r"^## .*<!-- with (?P<names>.+) -->\n(?:(?!## ).*\n)*", re.M)
_PARAGRAPH = re.compile(r"(?:^.+\n)*?^(?!## ).*<!-- with (?P<names>.+) -->\n\n?", re.M)
# The table of the exercises: number, file, what is written.
_ROW = re.compile(r"^\| (?:\d+|bonus) \| \[([\w.]+)\]\(.*?\) \|(.*)\n", re.M)
_ROWS = re.compile(r"(?:^\| (?:\d+|bonus) \| \[.*\n)+", re.M)
_EXAMPLE = re.compile(r"--exercise \w+ *")


def lesson_of(course: Course, text: str) -> str:
    """The lesson with the course's own exercises, in the course's order."""
    names = {exercise.id for exercise in course.exercises}

    def kept(found: re.Match[str]) -> str:
        return found[0] if set(re.findall(r"\w+", found["names"])) <= names else ""

    text = _PARAGRAPH.sub(kept, _SECTION.sub(kept, text))
    rows = _rows(course, dict(_ROW.findall(text)))
    text = _ROWS.sub(lambda _: rows, text)
    example = f"--exercise {first_to_write(course.exercises).id}  "
    return _EXAMPLE.sub(lambda found: example.ljust(len(found[0])), text)


def without_marks(text: str) -> str:
    """The same text without the marks that say which exercises a part needs."""
    return re.sub(r" *<!-- with .+ -->$", "", text, flags=re.M)


def first_to_write(exercises: Sequence[Exercise]) -> Exercise:
    """The exercise that a learner begins with: the first that asks for code and is no bonus."""
    code = (e for e in exercises if e.kind != "predictions" and not e.bonus)
    return next(code, exercises[0])


def _rows(course: Course, words: dict[str, str]) -> str:
    numbers = count(1)
    return "".join(
        f"| {'bonus' if e.bonus else next(numbers)} | [{e.file}]({e.file}) "
        f"|{words.get(e.file, f' {e.title} |')}\n"
        for e in course.exercises
    )
