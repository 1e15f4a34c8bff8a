"""Small edits of a learner's file, each in one place: text in, a list of edits out, nothing run."""

from grader.submission.edits.edit import Edit, edited, lines_of
from grader.submission.edits.order import edits_of

__all__ = ["Edit", "edited", "edits_of", "lines_of"]
