"""The catalogue's examples as submissions: their definitions take the solution's place."""

from __future__ import annotations

import ast
import re

from grader.findings import Misconception
from grader.submission import Submission


def example_of(entry: Misconception, source: str, solutions: Submission) -> Submission:
    """The solutions with one example of an entry in them."""
    files = dict(solutions.files)
    if source == entry.bad:
        files |= {name: text.encode() for name, text in entry.beside.items()}
    if not source:
        del files[entry.file]
    elif entry.whole:
        files[entry.file] = source.encode()
    else:
        replace = with_answers if entry.file.endswith(".yaml") else with_definitions
        files[entry.file] = replace(files[entry.file].decode(), source).encode()
    return Submission("example", files)


def with_definitions(solution: str, replacement: str) -> str:
    """The solution without what the replacement defines, and then the replacement."""
    names = {getattr(node, "name", None) for node in ast.parse(replacement).body}
    lines = solution.split("\n")
    for node in reversed(ast.parse(solution).body):
        if getattr(node, "name", None) in names - {None}:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])  # type: ignore[attr-defined]
            del lines[first - 1 : node.end_lineno]
    return "\n".join(lines) + "\n\n" + replacement


def with_answers(solution: str, replacement: str) -> str:
    """The same for the keys of a YAML file."""
    for key in re.findall(r"^(\w+):", replacement, re.M):
        solution = re.sub(rf"^{key}:.*\n(?:[ \n].*\n|\n)*", "", solution, flags=re.M)
    return solution + "\n" + replacement
