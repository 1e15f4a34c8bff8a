"""A CSV table with named columns; every mistake in it is one error with file, line and remedy."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import BatchError

LARGEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what stands in a column, empty where the table has no such column."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """What stands there, which must not be nothing."""
        if not self[column]:
            raise self.wrong(column, "fill it in, or remove the line")
        return self[column]

    def whole(self, column: str, default: int) -> int:
        """A whole number of at least 0."""
        if not self[column]:
            return default
        if not self[column].isascii() or not self[column].isdigit() or len(self[column]) > 9:
            raise self.wrong(column, "write a whole number")
        return int(self[column])

    def wrong(self, column: str, remedy: str) -> BatchError:
        """What is wrong with this line."""
        given = f"is {self[column][:60]!r}" if self[column] else "is empty"
        return BatchError(f"{self.path}: line {self.line}: {column} {given}; {remedy}")


def columns_of(path: Path) -> list[str]:
    """The names in the first line of a table, as they are compared; none of an empty one."""
    content = _content(path)
    reader = csv.reader(io.StringIO(content), delimiter=_delimiter(content))
    first = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
    return [_plain(cell) for cell in first]


def read_table(
    path: Path,
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
    *,
    others: bool = False,
) -> Iterator[Row]:
    """The lines of a table, by the columns' names without regard to case; empty lines are skipped.

    Other columns are ignored, but one that is nearly a known one is an error; with `others` they
    are another system's, and no business of ours.
    """
    content = _content(path)
    reader = csv.reader(io.StringIO(content), delimiter=_delimiter(content), strict=True)
    known = (*required, *optional)
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = [_plain(cell) for cell in cells]
                if not others:
                    _check(path, columns, required, known)
                continue
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                raise BatchError(
                    f"{path}: line {reader.line_num}: holds {len(cells)} cells under "
                    f"{len(columns)} columns; put a cell with a comma in it in quotes"
                )
            pairs = zip(columns, (cell.strip() for cell in cells), strict=False)
            yield Row(path, reader.line_num, dict(pairs))
    except csv.Error as error:
        raise BatchError(f"{path}: line {reader.line_num}: is not CSV: {error}") from None
    if not columns:
        raise BatchError(f"{path}: is empty; its first line names the columns {', '.join(known)}")


def _plain(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").split())


def _check(
    path: Path,
    columns: list[str],
    required: tuple[str, ...],
    known: tuple[str, ...],
) -> None:
    for name in required:
        if name not in columns:
            given = ", ".join(column[:40] for column in columns)
            raise BatchError(f"{path}: line 1: has no column {name!r}; its columns are: {given}")
    for name in columns:
        if name and columns.count(name) > 1:
            raise BatchError(f"{path}: line 1: the column {name[:40]!r} stands there twice")
        near = difflib.get_close_matches(name[:60], set(known) - set(columns), 1, 0.8)
        if name not in known and near:
            raise BatchError(f"{path}: line 1: column {name[:60]!r}: did you mean {near[0]!r}?")


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise BatchError(f"{path}: cannot be read: {error.strerror}; check the path") from None
    if len(content) > LARGEST:
        raise BatchError(f"{path}: is larger than {LARGEST:,} bytes; this is hardly a list")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BatchError(
            f"{path}: is not UTF-8 at byte {error.start:,}; save it as CSV UTF-8"
        ) from None


def _delimiter(content: str) -> str:
    """Semicolons or tabs where the first line has more of them: half of Europe's do that."""
    head = content.split("\n", 1)[0]
    return max(",;\t", key=head.count)
