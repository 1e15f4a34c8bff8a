"""Every entry of the catalogue, found by its file alone: the engine's and those of a course."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from grader.course.authored import modules_in
from grader.course.shipped import CourseFolder, shipped_folder
from grader.findings import Misconception
from grader.findings.authored import declared_in


@cache
def catalogue(folder: CourseFolder | None = None) -> tuple[Misconception, ...]:
    """Every misconception, the engine's and a course's, by rank and code.

    Raises:
        CourseError: a file of the course cannot be imported.
    """
    folder = folder or shipped_folder()
    own = _entries(modules_in(folder, "mistakes"))
    if not folder.package:  # else they have files of their own, which need no PyTorch
        own += declared_in(folder)
    # A course says more of some of the engine's: its own example, its own words, its finer ways.
    known = {entry.code for entry in own}
    calls = [entry for entry in _entries(_engines("calls")) if entry.code not in known]
    found = [*_entries(_engines("general")), *calls, *own]
    return tuple(sorted(found, key=lambda entry: (entry.rank, entry.code)))


def _engines(topic: str) -> Iterator[ModuleType]:
    package = importlib.import_module(f"grader.findings.{topic}")
    for module in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{module.name}")


def _entries(modules: Iterable[ModuleType]) -> list[Misconception]:
    values = (value for module in modules for value in vars(module).values())
    return [value for value in values if isinstance(value, Misconception)]


def by_code(folder: CourseFolder | None = None) -> dict[str, list[Misconception]]:
    """The entries of each code in alphabetical order; the one with the most to show first."""
    codes: dict[str, list[Misconception]] = {}
    # What only whole scripts do belongs to no exercise, and no check is failed by it.
    every = [*catalogue(folder), *_entries(_engines("scripts"))]
    for entry in sorted(every, key=lambda e: (e.code, not e.bad, -len(e.why))):
        codes.setdefault(entry.code, []).append(entry)
    return codes
