"""An entry's examples in their places: the solution's files with a few definitions exchanged."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Literal

from grader.findings import Misconception

Which = Literal["bad", "good"]


def files_with(
    entry: Misconception, which: Which, solutions: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The solutions' files with the bad or the good example of an entry in its place."""
    example: str = getattr(entry, which)
    files = dict(solutions)
    if which == "bad":
        files |= {name: text.encode() for name, text in entry.beside.items()}
    if not example:
        del files[entry.file]
    elif entry.whole:
        files[entry.file] = example.encode()
    else:
        replace = with_answers if entry.file.endswith(".yaml") else in_place
        files[entry.file] = replace(files[entry.file].decode(), example).encode()
    return files


def with_answers(solution: str, example: str) -> str:
    """The solution's answers with the example's instead of those under the same keys."""
    for key in re.findall(r"^(\w+):", example, re.M):
        solution = re.sub(rf"^{key}:.*\n(?:[ \n].*\n|\n)*", "", solution, flags=re.M)
    return f"{solution}\n{example}"


def in_place(solution: str, example: str) -> str:
    """The solution's source with the example's definitions instead of its own of the same names.

    Imports go to the top, and what else the example defines before the definition that it serves.
    """
    places = {name: node for node in ast.parse(solution).body for name in _names(node)}
    imports: list[str] = []
    waiting: list[str] = []
    instead: dict[ast.stmt, str] = {}
    for node in ast.parse(example).body:
        text = "\n".join(_lines(example, node))
        place = next((places[name] for name in _names(node) if name in places), None)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            imports.append(text)
        elif place is None:
            waiting.append(text)
        else:
            instead[place] = "\n\n\n".join([*waiting, text])
            waiting = []
    return _assembled(solution, imports, instead, waiting)


def _assembled(
    solution: str, imports: list[str], instead: dict[ast.stmt, str], rest: list[str]
) -> str:
    """The lines of the solution, with some statements exchanged."""
    lines = solution.splitlines()
    for node in sorted(instead, key=lambda node: node.lineno, reverse=True):
        lines[_first_line(node) - 1 : node.end_lineno] = instead[node].splitlines()
    first = ast.parse(solution).body[:1]
    top = first[0].end_lineno or 0 if first and _is_docstring(first[0]) else 0
    lines[top:top] = ["", *imports] if imports else []
    return "\n".join([*lines, *(f"\n\n{text}" for text in rest)]) + "\n"


def _names(node: ast.stmt) -> list[str]:
    """What a statement defines at the top level of a file."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _lines(source: str, node: ast.stmt) -> list[str]:
    return source.splitlines()[_first_line(node) - 1 : node.end_lineno]


def _first_line(node: ast.stmt) -> int:
    """The first line of a statement, its decorators included."""
    decorated = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list
    return decorated[0].lineno if decorated else node.lineno


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
