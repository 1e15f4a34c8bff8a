"""A notebook as the files of a submission: what it defines is taken, what it does is not run."""

from grader.submission.notebooks.cells import Cell, NotebookError
from grader.submission.notebooks.predictions import EXPLANATION_CELL
from grader.submission.notebooks.staging import Origin, Staged, stage, stage_cells

__all__ = ["EXPLANATION_CELL", "Cell", "NotebookError", "Origin", "Staged", "stage", "stage_cells"]
