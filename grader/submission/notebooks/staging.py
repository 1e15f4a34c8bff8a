"""A notebook staged as the contract's files, each line of which knows its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grader.course.contract import Contract
from grader.course.wanted import Wanted
from grader.submission.notebooks.cells import Code, read_cells, read_code
from grader.submission.notebooks.predictions import predictions
from grader.submission.notebooks.selection import Bindings, Selection
from grader.submission.notebooks.statements import Statement, statements_of
from grader.submission.notebooks.writing import Written, written_files
from grader.submission.origin import CALLED, Cell, Origin, Place


@dataclass(frozen=True, slots=True)
class Staged:
    """The files that a notebook is staged as, with their origin and what was left out.

    `written` are those that its cells write by themselves, by the names that these give them.
    """

    files: dict[str, bytes]
    left_out: tuple[str, ...]
    origin: Origin
    written: dict[str, Written]


@dataclass
class _File:
    """One file in the making: its lines and their places."""

    lines: list[str] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)

    def add(self, text: str, cell: int | None = None, line: int = 1) -> None:
        for offset, content in enumerate(text.split("\n")):
            self.lines.append(content)
            self.places.append((cell, line + offset) if cell else None)


def stage(name: str, content: bytes, wanted: Wanted) -> Staged:
    """The contract's files with what the notebook defines.

    Raises:
        NotebookError: it cannot be read at all.
    """
    return stage_cells(name, read_cells(content), wanted)


def stage_cells(name: str, cells: list[Cell], wanted: Wanted, called: str = CALLED) -> Staged:
    """The same of cells that were read already; `called` is what a cell is called.

    Raises:
        NotebookError: its definitions are too entangled.
    """
    codes = list(read_code(cells))
    bindings = Bindings(statements_of(codes))
    broken = _broken_names(codes, bindings, wanted.contract)
    files = {f"cell_{code.cell.number}.py": _whole(code) for code in broken.values()}
    files |= _contract_files(bindings, broken, wanted)
    files |= {file: _answers(cells, codes, wanted) for file in wanted.contract.answers}
    origin = Origin(name, {file: tuple(made.places) for file, made in files.items()}, called)
    return Staged(
        {file: "\n".join([*made.lines, ""]).encode() for file, made in files.items()},
        tuple(_left_out(origin, codes)),
        origin,
        written_files(cells),
    )


def _answers(cells: list[Cell], codes: list[Code], wanted: Wanted) -> _File:
    file = _File()
    for line, place in predictions(cells, codes, wanted):
        file.lines.append(line)
        file.places.append(place)
    return file


def _contract_files(
    bindings: Bindings, broken: dict[str, Code], wanted: Wanted
) -> dict[str, _File]:
    file_of = {name: d.file for name, d in wanted.contract.definitions.items()}
    names = {file: [n for n, f in file_of.items() if f == file] for file in file_of.values()}
    lent = {
        n
        for n, f in file_of.items()
        if f in wanted.stand_ins or n in broken or bindings.in_force(n, bindings.end)
    }
    apart = {
        file: bindings.select(names[file], lambda n, own=file: n in lent and file_of[n] != own)  # type: ignore[misc]
        for file in names
    }
    uses = {file: {file_of[n] for n in made.borrowed} for file, made in apart.items()}
    for file, made in apart.items():
        circles = {n for n in made.borrowed if file in _reachable(file_of[n], uses)}
        if circles:  # two files that import each other: here each has its own copy
            selected = bindings.select(
                names[file],
                lambda n, own=file, c=circles: n in lent - c and file_of[n] != own,  # type: ignore[misc]
            )
            apart[file] = selected
    return {f: _written(made, names[f], broken, wanted.contract) for f, made in apart.items()}


def _reachable(start: str, uses: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = uses[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def _written(
    selection: Selection, names: Iterable[str], broken: dict[str, Code], contract: Contract
) -> _File:
    file = _File()
    if "display" in selection.unbound:
        file.add("display = print")
    pieces: list[tuple[bool, int, Statement | str]] = [
        (not s.future, s.position, s) for s in selection.statements
    ]
    pieces += [(True, place, name) for name, place in selection.borrowed.items()]
    for _, _, piece in sorted(pieces, key=lambda piece: piece[:2]):
        if isinstance(piece, str):
            file.add(f"from {contract.module_of(piece)} import {piece}")
        else:
            file.add(piece.text, piece.cell, piece.line)
    unreadable = [name for name in names if name in broken]
    if unreadable:
        # The cell is read again when, and only when, the name is asked for: the error that
        # keeps it from being read is then told with its place, and no other name suffers.
        file.add("def __getattr__(name):")
        for name in unreadable:
            number = broken[name].cell.number
            file.add(f"    if name == {name!r}:\n        import cell_{number}")
        file.add("    raise AttributeError(name)")
    return file


def _whole(code: Code) -> _File:
    file = _File()
    file.add("\n".join(code.lines), code.cell.number)
    return file


def _broken_names(codes: list[Code], bindings: Bindings, contract: Contract) -> dict[str, Code]:
    """The wanted names that stand only in a cell that is no Python."""
    found: dict[str, Code] = {}
    for code in codes:
        for name in contract.definitions if code.tree is None else ():
            defined = rf"^(?:(?:def|class) +{name}\b|{name} *=(?!=))"
            if re.search(defined, "\n".join(code.lines), re.M):
                found[name] = code
    return {n: code for n, code in found.items() if not bindings.in_force(n, bindings.end)}


def _left_out(origin: Origin, codes: list[Code]) -> Iterator[str]:
    for code in codes:
        if code.tree is None:
            yield (f"{origin.called(code.cell.number)}, line {code.line}: "
                   f"not Python ({code.trouble}); the cell is left out")  # fmt: skip
