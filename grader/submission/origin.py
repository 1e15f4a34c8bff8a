"""The cells of a notebook, and where the lines of files stand in them that were made of it."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[int, int]  # cell and line in it, both counted from 1

CALLED = "{notebook} cell {number}"
EXPLANATION_CELL = "explanation"  # the grade_id of the free-text cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell by its place in the notebook, counted from 1; `grade_id` is nbgrader's."""

    number: int
    kind: str
    text: str
    grade_id: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The notebook that files were made of, and the place of each of their lines, if any.

    `cell` is what a cell is called before its number.
    """

    notebook: str
    places: dict[str, tuple[Place | None, ...]]
    cell: str = CALLED

    def place(self, file: str, line: int | None) -> Place | None:
        """Where a line of a file stands in the notebook."""
        lines = self.places.get(file, ())
        return lines[line - 1] if line and 0 < line <= len(lines) else None

    def called(self, number: int) -> str:
        """What a cell is called."""
        return self.cell.format(notebook=self.notebook, number=number)
