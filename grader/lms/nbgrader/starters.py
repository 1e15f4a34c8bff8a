"""What students get of a solution cell: the same starters as in a folder of files."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_solution

from grader.course.starters import cut


class CutSolutions(ClearSolutions):  # type: ignore[misc]
    """nbgrader's own preprocessor, but for code: an error names the function that is missing."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> Any:
        """Cut the marked blocks out of a solution; in answers nothing takes their place."""
        if is_solution(cell) and cell.cell_type == "code" and "BEGIN SOLUTION" in cell.source:
            answers = cell.source.startswith("predictions = ")
            cell.source = cut(cell.source, yaml=answers).rstrip("\n")
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)
