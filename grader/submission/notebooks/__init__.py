"""A notebook as the files of a submission: what it defines is taken, what it does is not run."""

from grader.submission.notebooks.cells import NotebookError
from grader.submission.notebooks.staging import Staged, stage, stage_cells

__all__ = ["NotebookError", "Staged", "stage", "stage_cells"]
