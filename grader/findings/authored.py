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
    from grader.findings import Case, Misconception, Mistake


# The name under which an author's module holds the mistakes that it declares.
DECLARED = "__mistakes__"


def declared_in(folder: CourseFolder) -> Iterator[Misconception]:
    """Those that a course of one's own declares by call, each for one exercise and its file.

    One in checks/ is of that exercise; one in mistakes/ is of each exercise that it fits.

    Raises:
        CourseError: a file cannot be imported, or a mistake does not fit the solution.
    """
    from grader.examiner.solutions import read_solutions

    solutions, files = read_solutions(folder.solutions, contract_of(folder)), files_of(folder)
    for exercise, file in files.items():
        path = folder.checks / f"{exercise}.py"
        if path.is_file():
            for entry in vars(module_of(folder, path)).get(DECLARED, ()):
                yield _placed(entry, exercise, file, solutions, path)
    for path in sorted(folder.mistakes.glob("*.py")):
        for entry in vars(module_of(folder, path)).get(DECLARED, ()):
            yield from _wherever_it_fits(entry, files, solutions, path)


def _wherever_it_fits(
    entry: Misconception, files: dict[str, str], solutions: Solutions, path: Path
) -> Iterator[Misconception]:
    """An entry for each exercise in whose file its texts stand, or whose function it writes."""
    fitting = {
        exercise: tuple(m for m in entry.mistakes if _concerns(m, file, solutions))
        for exercise, file in files.items()
        if file.endswith(".py")
    }
    if entry.mistakes and not any(fitting.values()):
        raise CourseError(
            f"{path}:{entry.line}: {entry.code}: fits the solution of no exercise; give edit a "
            "text that stands in one, or put it above one of the functions there, written wrong"
        )
    for exercise, mistakes in fitting.items():
        if mistakes or not entry.mistakes:
            own = replace(entry, mistakes=mistakes)
            yield _placed(own, exercise, files[exercise], solutions, path)


def _concerns(mistake: Mistake, file: str, solutions: Solutions) -> bool:
    """Whether a mistake may be made in a file: other calls may be made anywhere."""
    if not isinstance(mistake, Variant):
        return True
    text, names = solutions.text(file), solutions.names(file)
    return all(edit.old in text for edit in mistake.edits) and all(
        name in names for name, _ in mistake.instead
    )


def _placed(
    entry: Misconception, exercise: str, file: str, solutions: Solutions, path: Path
) -> Misconception:
    """An entry whose edits are of an exercise's file; its line is where such an edit shows."""
    place = f"{path}:{entry.line}: {entry.code}"
    if not entry.mistakes:
        raise CourseError(
            f"{place}: says no way to make it; give it edit, calls or ways, or put it "
            "above a function as a decorator"
        )
    mistakes = []
    for mistake in entry.mistakes:
        if isinstance(mistake, Variant):
            edits = tuple(replace(edit, file=edit.file or file) for edit in mistake.edits)
            mistake = replace(mistake, edits=edits)
            try:
                _must_fit(mistake, solutions)
            except CourseError as error:
                raise CourseError(f"{place}: {error}") from None
        mistakes.append(mistake)
    edited = [m for m in mistakes if isinstance(m, Variant) and m.edits]
    locates = partial(_line_of, solutions, edited, file, entry.shows)
    return replace(entry, exercises=(exercise,), mistakes=tuple(mistakes), locates=locates)


def _must_fit(variant: Variant, solutions: Solutions) -> None:
    """Raises: CourseError, where a variant does not change the solution that there is."""
    for edit in variant.edits:
        if edit.old == edit.new:
            raise CourseError(f"edit: {edit.old!r} becomes what it is; write what a learner would")
    solutions.edited(variant.edits)
    for rules in variant.rules:
        if unknown := rules.unknown():
            raise CourseError(f"calls: {unknown}")
    known = solutions.names()
    for name, _ in variant.instead:
        if name not in known:
            raise CourseError(
                f"no solution defines {name}; put it above one of these: {', '.join(known)}"
            )


def _line_of(
    solutions: Solutions, variants: list[Variant], file: str, shows: tuple[str, ...], case: Case
) -> int | None:
    """The line that is most like what one of the ways to make a mistake makes of the solution."""
    right = solutions.text(file)
    ways = [solutions.edited(variant.edits).text(file) for variant in variants]
    return line_like(right, ways, case.tree, case.function, shows)
