"""What is wrong with a course: in which file, on which line, what, and what to do."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

# How pytest, and how a CourseError, tells of a place in a file.
_TRACED = re.compile(r"File '(?P<path>[^']+)':(?P<line>\d+) in")
_PLACED = re.compile(r"(?P<path>[^\n:]+\.(?:py|ya?ml|md|npz)):(?: line)? ?(?P<line>\d+): ")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; the line is 0 where it is about the file as a whole.

    Where the remedy is empty, `what` says what to do; `paste` is a line to be copied.
    """

    where: str
    what: str
    remedy: str = ""
    line: int = 0
    paste: str = ""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        said = f"{self.what}; {self.remedy}" if self.remedy else self.what
        return f"{place}: {said}" if place else said


def told(error: Exception | str) -> Problem:
    """An error that names file, line and remedy itself."""
    text = str(error)
    placed = _PLACED.match(text)
    if placed:
        return Problem(placed["path"], text[placed.end() :], "", int(placed["line"]))
    path, colon, rest = text.partition(": ")
    return Problem(path, rest) if colon and "/" in path else Problem("", text)


def traced(error: Exception) -> str:
    """An error with the place where it came out of the author's code, as `told` reads it."""
    frames = traceback.extract_tb(error.__traceback__)
    last = ([f for f in frames if _is_an_authors(f.filename)] or frames)[-1]
    return f"{last.filename}:{last.lineno}: {type(error).__name__}: {error}"


def untold(check: str, trouble: str, where: str) -> Problem:
    """Why a check could not be judged: by an error of the author's own, or by one that they made.

    `trouble` is what the judge noted, `where` the file where nothing else is known.
    """
    last = trouble.strip().rpartition("\n")[2]
    if last.startswith("CourseError: "):
        problem = told(trouble[trouble.rindex("CourseError: ") + len("CourseError: ") :])
        return problem if problem.where else replace(problem, where=where)
    places = [
        (found["path"], int(found["line"]))
        for found in _TRACED.finditer(trouble)
        if _is_an_authors(found["path"])
    ]
    path, line = places[-1] if places else (where, 0)
    what = f"{check} could not be judged: {last or 'nothing ran'}"
    return Problem(path, what, "mend what this line does, or hand over something else", line)


def _is_an_authors(path: str) -> bool:
    """Whether a file is a course's, and none of the engine."""
    return "/grader/" not in path or "/courses/" in path


def line_with(path: Path, text: str) -> int:
    """The first line of a file that holds a text; 0 where none does."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 0
    return next((n for n, line in enumerate(lines, 1) if text in line), 0)
