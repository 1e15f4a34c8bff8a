"""A student's notebook brought back to the assignment's shape, whatever was done to it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

# What reading and validating a notebook raises where its author played with it.
_UNREADABLE = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, MemoryError,
    nbformat.ValidationError,
)  # fmt: skip
GONE = "This cell was missing from your notebook."


class ForgivingExporter(NotebookExporter):
    """nbgrader's own exporter, for which a file that is no notebook is an empty one."""

    def from_file(self, file_stream: io.TextIOBase, resources: Any = None, **more: Any) -> Any:
        """Read the notebook, or an empty one in its place: the rest of the class goes on."""
        try:
            notebook = nbformat.reads(file_stream.read(), as_version=4)
            nbformat.validate(notebook)
        except _UNREADABLE:
            notebook = new_notebook(cells=[new_markdown_cell("This file was no notebook.")])
        return self.from_notebook_node(notebook, resources, **more)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of the assignment as the gradebook knows it."""

    name: str
    kind: str
    source: str
    metadata: Mapping[str, Any]

    @property
    def locked(self) -> bool:
        return bool(self.metadata["locked"])

    def new(self) -> Any:
        """The cell for a notebook in which it is missing."""
        if self.kind == "code":
            cell = new_code_cell(self.source if self.locked else f"# {GONE}")
        else:
            cell = new_markdown_cell(self.source if self.locked else GONE)
        cell.metadata["nbgrader"] = nbformat.from_dict(dict(self.metadata))
        return cell


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts back the cells that nbgrader knows: their metadata, their kind, and locked text.

    nbgrader believes the metadata in a student's file: a cell that claims a newer format stops
    the whole class, one that claims to be a solution is not graded. Here nothing is believed but
    the grade_id.
    """

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Restore every cell of the assignment, each once, in its place."""
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            known = _known(gradebook.find_notebook(place["notebook"], place["assignment"]))
        found: dict[str, Any] = {}
        for cell in nb.cells:
            claimed = cell.metadata.pop("nbgrader", None)
            name = claimed.get("grade_id") if isinstance(claimed, dict) else None
            if isinstance(name, str) and name in known and name not in found:
                found[name] = _restored(cell, known[name])
        nb.cells = _completed(list(nb.cells), found, known)
        nb.metadata = nbformat.from_dict({})
        return nb, resources


def _known(notebook: Any) -> dict[str, SourceCell]:
    """The assignment's cells by name, in their order."""
    grades = {cell.name: cell for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    known = {}
    for cell in notebook.source_cells:
        metadata = {
            "grade": cell.name in grades,
            "grade_id": cell.name,
            "locked": cell.locked,
            "schema_version": 3,
            "solution": cell.name in solutions,
            "task": False,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        if cell.name in grades:
            metadata["points"] = grades[cell.name].max_score
        known[cell.name] = SourceCell(cell.name, cell.cell_type, cell.source or "", metadata)
    return known


def _restored(cell: Any, source: SourceCell) -> Any:
    if cell.cell_type != source.kind:
        fresh = new_code_cell() if source.kind == "code" else new_markdown_cell()
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        cell.update({k: v for k, v in fresh.items() if k not in ("id", "source")})
    if source.locked:
        cell.source = source.source
    cell.metadata = nbformat.from_dict({"nbgrader": dict(source.metadata)})
    return cell


def _completed(
    cells: list[Any], found: Mapping[str, Any], known: Mapping[str, SourceCell]
) -> list[Any]:
    """The cells with those that are missing, each behind the one that it followed."""
    place = 0
    for name, source in known.items():
        if name in found:
            place = next(n for n, cell in enumerate(cells) if cell is found[name]) + 1
        else:
            cells.insert(place, source.new())
            place += 1
    return cells
