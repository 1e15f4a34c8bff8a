"""The hidden checks of a course, read off their files: nothing is imported for that.

Those of an exercise stand in `checks/ID.py`, one function a check. A check's id is its function's
name in words with dashes; its docstring is the line that the student reads; its points and
visibility stand in course.yaml. An exercise without any is judged by checks that are inferred:
one for each function that its solution defines.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from grader.course.marks import contract_of
from grader.course.shipped import CourseFolder
from grader.errors import CourseError

_START = "check_"


def check_id(function: str) -> str:
    """`check_weights_stay` is `weights-stay`; of a function that is inferred it is its own name."""
    return function.removeprefix(_START).replace("_", "-")


def known_checks(folder: CourseFolder, exercise: str, file: str) -> dict[str, str]:
    """The checks of an exercise by id, with the line that students read.

    Raises:
        CourseError: its checks or its solution cannot be read.
    """
    written = written_checks(folder.checks / f"{exercise}.py")
    return written or inferred_checks(folder, file)


def inferred_checks(folder: CourseFolder, file: str) -> dict[str, str]:
    """One check for each name that a solution defines, with the first line of its docstring."""
    names = contract_of(folder).names_in(file)
    lines = _first_lines(folder.solutions / file) if names else {}
    return {check_id(name): lines[name] or name for name in names}


def written_checks(path: Path) -> dict[str, str]:
    """The checks that an author wrote, with their lines; none where all are inferred."""
    lines = _first_lines(path) if path.is_file() else {}
    return {check_id(n): line or n for n, line in lines.items() if n.startswith(_START)}


@cache
def _first_lines(path: Path) -> dict[str, str]:
    """The first line of the docstring of every function and class of a file."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError) as error:
        raise CourseError(f"{path}: cannot be read: {error}") from None
    return {
        node.name: (ast.get_docstring(node) or "").partition("\n")[0]
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
