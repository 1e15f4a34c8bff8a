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

from grader.lms.nbgrader.grading import (
    COURSE_FILE,
    CourseLatePenalty,
    HideHiddenTests,
    JudgeCells,
    SaveExtras,
)
from grader.lms.nbgrader.restore import ForgivingExporter, RestoreCells
from grader.lms.nbgrader.starters import CutSolutions


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
