"""A file of the exercise was not handed in."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN

MISSING_FILE = Misconception(
    code="missing-file",
    believes="What I do not need does not have to be there.",
    message="There is no {file} in what you handed in.",
    hint="Compare the names in your folder with those of the exercises, letter by letter.",
    why=(
        "Each exercise is judged by what stands in one file, and the file is found by its name. "
        "Capital letters, the mark of a copy as in `learn (1).py`, and an ending added as in "
        "`learn.py.txt` are seen through; two files that could both be it are not read at all."
    ),
    file="learn.py",
    whole=True,
    bad="",
    good=LEARN,
    kinds=("missing-file",),
    rank=1,
)
