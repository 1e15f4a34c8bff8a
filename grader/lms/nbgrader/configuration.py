"""What nbgrader_config.py asks for: our preprocessors in nbgrader's places for them."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    GetGrades,
    IgnorePattern,
    IncludeHeaderFooter,
    LimitOutput,
    LockCells,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
    SaveCells,
)
from nbgrader.utils import is_solution

from grader.course.starters import cut
from grader.lms.nbgrader.grading import (
    COURSE_FILE,
    CourseLatePenalty,
    HideHiddenTests,
    JudgeCells,
    SaveExtras,
)
from grader.lms.nbgrader.restore import ForgivingExporter, RestoreCells


class CutSolutions(ClearSolutions):  # type: ignore[misc]
    """nbgrader's own preprocessor, but for code: an error names the function that is missing."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> Any:
        """Cut the marked blocks out of a solution; in answers nothing takes their place."""
        if is_solution(cell) and cell.cell_type == "code" and "BEGIN SOLUTION" in cell.source:
            answers = cell.source.startswith("predictions = ")
            cell.source = cut(cell.source, yaml=answers).rstrip("\n")
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


def configure(c: Any) -> None:
    """Set nbgrader up for a course of ours; call it last in nbgrader_config.py."""
    c.GenerateAssignment.preprocessors = [
        IncludeHeaderFooter, LockCells, CutSolutions, ClearOutput, CheckCellMetadata,
        ComputeChecksums, SaveCells, ClearHiddenTests, ClearMarkScheme, ComputeChecksums,
        CheckCellMetadata,
    ]  # fmt: skip
    c.Autograde.exporter_class = ForgivingExporter
    c.Autograde.sanitize_preprocessors = [
        ClearOutput, RestoreCells, OverwriteKernelspec, OverwriteCells, CheckCellMetadata,
    ]  # fmt: skip
    # No Execute: the student's kernel never runs, and what its notebook says of itself is unread.
    c.Autograde.autograde_preprocessors = [
        JudgeCells, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades,
        SaveExtras, AssignLatePenalties, CheckCellMetadata,
    ]  # fmt: skip
    c.AssignLatePenalties.plugin_class = CourseLatePenalty
    c.GenerateFeedback.preprocessors = [GetGrades, HideHiddenTests, CSSHTMLHeaderPreprocessor]


__all__ = ["COURSE_FILE", "configure"]
