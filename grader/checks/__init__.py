"""The hidden checks: one file an exercise, one function a check.

A check's id is its function's name in words with dashes; its docstring is the line that the
student reads; its points and visibility stand in course.yaml.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

CHECKS_FOLDER = Path(__file__).parent


def check_id(function: str) -> str:
    """`check_weights_stay` is `weights-stay`."""
    return function.removeprefix("check_").replace("_", "-")


@cache
def known_checks(exercise: str) -> dict[str, str]:
    """The checks of an exercise by id, with the line that students read; nothing is imported."""
    path = CHECKS_FOLDER / f"check_{exercise}.py"
    if not path.is_file():
        return {}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        check_id(node.name): (ast.get_docstring(node) or "").splitlines()[0]
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
    }
