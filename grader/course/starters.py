"""Starter files are the solutions with every marked block cut out."""

import re
from pathlib import Path

from grader.course.marks import exercise_files, marked_blocks
from grader.errors import CourseError

_DEFINITION = re.compile(r"(?P<indent> *)(?:def|class) (?P<name>\w+)")


def cut(text: str, *, yaml: bool) -> str:
    """Take every marked block out of a solution; in Python, a NotImplementedError replaces it."""
    lines = text.splitlines()
    starter: list[str] = []
    copied = 0
    for begin, end in marked_blocks(lines):
        starter += lines[copied:begin]
        if not yaml:
            starter.append(_placeholder(lines, begin))
        copied = end + 1
    return "\n".join([*starter, *lines[copied:]]) + "\n"


def write_starters(solutions: Path, exercises: Path) -> list[Path]:
    """Write the starter of every solution and return their paths."""
    starters = _cut_all(solutions, exercises)
    exercises.mkdir(parents=True, exist_ok=True)
    for path, text in starters.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(starters)


def stale_starters(solutions: Path, exercises: Path) -> list[Path]:
    """Return each path in `exercises` whose file is missing, out of date or without a solution."""
    starters = _cut_all(solutions, exercises)
    found = {
        path: path.read_text(encoding="utf-8", errors="replace")
        for path in exercise_files(exercises)
    }
    paths = sorted(starters.keys() | found.keys())
    return [path for path in paths if starters.get(path) != found.get(path)]


def _cut_all(solutions: Path, exercises: Path) -> dict[Path, str]:
    """Map the path of every starter to its text; nothing is written."""
    starters = {}
    for path in exercise_files(solutions):
        text = path.read_text(encoding="utf-8")
        try:
            starters[exercises / path.name] = cut(text, yaml=path.suffix == ".yaml")
        except CourseError as error:
            raise CourseError(f"{path}: {error}") from None
    if not starters:
        raise CourseError(f"{solutions}: no solutions here; name the folder that holds them")
    return starters


def _placeholder(lines: list[str], begin: int) -> str:
    """Build the line that stands for a block: it raises, and names the function it stands in."""
    indent = len(lines[begin]) - len(lines[begin].lstrip())
    names: list[str] = []
    outer = indent
    for line in reversed(lines[:begin]):
        found = _DEFINITION.match(line)
        if found and len(found["indent"]) < outer:
            names.insert(0, found["name"])
            outer = len(found["indent"])
    if not names:
        raise CourseError(f"line {begin + 1}: a block outside any function; move it into one")
    return f'{" " * indent}raise NotImplementedError("{".".join(names)}: not implemented yet")'
