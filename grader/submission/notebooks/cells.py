"""The cells of a notebook file, read under limits, as plain Python and plain text."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.submission.origin import Cell
from grader.submission.reader.parsing import holds_endless_name

MOST_CELLS = 2000
MOST_CODE = 256 << 10  # characters of code, all cells together
NEWEST, WORKSHEETS = 4, (2, 3)

# What IPython reads and Python does not: `%matplotlib inline`, `!pip install`, `x = !ls`, `f?`.
_MAGIC = re.compile(r"[%!?](?=[\w%!?./])|\w[\w, ]*=\s*[%!]\s*\w|[\w.]+\s*\?{1,2}\s*$")
LONGEST_MAGIC = 1000
_RUNS_PYTHON = re.compile(r"%%(?:time|capture|prun|python3?)\b")


class NotebookError(Exception):
    """The bytes are no notebook that can be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code cell: the Python lines (magics blanked) with their tree, or what is wrong with it."""

    cell: Cell
    lines: tuple[str, ...]
    tree: ast.Module | None
    trouble: str = ""
    line: int = 1


def read_cells(content: bytes) -> list[Cell]:
    """The cells of a notebook, whose file is not believed.

    Raises:
        NotebookError: it is no JSON, no notebook of format 2 to 4, or far too large.
    """
    try:
        document = json.loads(content)
    except RecursionError:
        raise NotebookError("not a notebook: it is nested too deeply") from None
    except ValueError as error:
        raise NotebookError(f"not a notebook: no JSON ({str(error)[:80]})") from None
    if not isinstance(document, dict):
        raise NotebookError("not a notebook: no JSON object")
    major = document.get("nbformat")
    if isinstance(major, int) and major not in (*WORKSHEETS, NEWEST):
        raise NotebookError(
            f"a notebook of format {str(major)[:9]}: open it in Jupyter and save it (format 4)"
        )
    cells = _cells_of(document)
    if len(cells) > MOST_CELLS:
        raise NotebookError(f"more than {MOST_CELLS:,} cells")
    read = [_cell(number, cell) for number, cell in enumerate(cells, start=1)]
    if sum(len(cell.text) for cell in read if cell.kind == "code") > MOST_CODE:
        raise NotebookError(f"more than {MOST_CODE:,} characters of code")
    return read


def _cells_of(document: dict[str, Any]) -> list[Any]:
    """All cells in their order; up to format 3 they lay on worksheets."""
    sheets = document.get("worksheets") if document.get("nbformat") in WORKSHEETS else None
    if isinstance(sheets, list):
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for cells in lists if isinstance(cells, list) for cell in cells]
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise NotebookError("not a notebook: it has no list of cells")
    return cells


def _cell(number: int, given: Any) -> Cell:
    cell = given if isinstance(given, dict) else {}
    source = cell.get("source", cell.get("input", ""))  # a code cell's name for it in format 3
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    text = source if isinstance(source, str) else ""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    kind = cell.get("cell_type")
    return Cell(
        number,
        kind if isinstance(kind, str) else "",
        text,
        grade_id if isinstance(grade_id, str) else "",
    )


def read_code(cells: list[Cell]) -> Iterator[Code]:
    """The code cells as Python; a cell of another language is left out."""
    for cell in cells:
        if cell.kind == "code":
            code = _code(cell)
            if code is not None:
                yield code


def _code(cell: Cell) -> Code | None:
    lines = cell.text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if not _RUNS_PYTHON.match(lines[first]):
            return None
        lines[first] = ""
    attempt = _parsed(cell, lines)
    if attempt.tree is None:
        # Tried second: in plain Python a line may well begin with `%` inside brackets.
        blanked = list(_without_magics(lines))
        if blanked != lines:
            attempt = _parsed(cell, blanked)
    return attempt


def _without_magics(lines: list[str]) -> Iterator[str]:
    """Lines that only IPython understands as a `pass` with the same indent."""
    goes_on = False
    for line in lines:
        code = line.lstrip()
        magic = goes_on or (len(line) < LONGEST_MAGIC and bool(_MAGIC.match(code)))
        yield "" if goes_on else line[: len(line) - len(code)] + "pass" if magic else line
        goes_on = magic and line.endswith("\\")


def _parsed(cell: Cell, lines: list[str]) -> Code:
    text = "\n".join(lines)
    if holds_endless_name(text.encode()):
        return Code(cell, tuple(lines), None, "a name with hundreds of dots")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Code(cell, tuple(lines), ast.parse(text))
    except SyntaxError as error:
        return Code(cell, tuple(lines), None, str(error.msg), error.lineno or 1)
    except (ValueError, RecursionError, MemoryError) as error:
        return Code(cell, tuple(lines), None, type(error).__name__)
