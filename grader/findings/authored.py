"""The mistakes of a course of one's own, as entries of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course.authored import module_of
from grader.course.marks import contract_of
from grader.course.records import files_of
from grader.course.shipped import CourseFolder
from grader.errors import CourseError
from grader.findings.likeness import line_like
from grader.findings.variants import Variant

if TYPE_CHECKING:
    from grader.examiner.solutions import Solutions
    from grader.findings import Case, Misconception


def declared_in(folder: CourseFolder, name: str) -> Iterator[Misconception]:
    """Those that are declared by call in the files of checks/: about that exercise and its file.

    `name` is that under which a module holds them.

    Raises:
        CourseError: a file cannot be imported, or a mistake does not fit the solution.
    """
    if folder.package:
        return  # its mistakes have files of their own, which need no PyTorch, as its checks do
    for exercise, file in files_of(folder).items():
        path = folder.checks / f"{exercise}.py"
        if path.is_file():
            for entry in vars(module_of(folder, path)).get(name, ()):
                yield _placed(replace(entry, exercises=(exercise,)), folder, file, path)


def _placed(entry: Misconception, folder: CourseFolder, file: str, path: Path) -> Misconception:
    """An entry whose edits are of an exercise's file; its line is where such an edit shows."""
    from grader.examiner.solutions import read_solutions

    solutions = read_solutions(folder.solutions, contract_of(folder))
    mistakes = []
    for mistake in entry.mistakes:
        if isinstance(mistake, Variant):
            edits = tuple(replace(edit, file=edit.file or file) for edit in mistake.edits)
            mistake = replace(mistake, edits=edits)
            try:
                solutions.edited(edits)
            except CourseError as error:
                raise CourseError(f"{path}:{entry.line}: {entry.code}: {error}") from None
        mistakes.append(mistake)
    edited = next((m for m in mistakes if isinstance(m, Variant) and m.edits), None)
    locates = entry.locates
    if edited is not None:
        locates = partial(_line_of, solutions, edited, file)
    return replace(entry, mistakes=tuple(mistakes), locates=locates)


def _line_of(solutions: Solutions, variant: Variant, file: str, case: Case) -> int | None:
    changed = solutions.edited(variant.edits).text(file)
    return line_like(solutions.text(file), changed, case.tree, case.function)
