"""A notebook as the files of a submission: what it defines is taken, what it does is not run."""

from grader.notebooks.cells import NotebookError
from grader.notebooks.staging import Origin, Staged, stage

__all__ = ["NotebookError", "Origin", "Staged", "stage"]
