"""The archive or notebook that was handed in cannot be read."""

from __future__ import annotations

from grader.findings import Misconception

UNREADABLE_SUBMISSION = Misconception(
    code="unreadable-submission",
    believes="What I uploaded is what I have.",
    message="Nothing in {file} could be judged: {text}.",
    hint="Open the very file that you handed in, on another computer if you can. What is in it?",
    why=(
        "An archive or a notebook is read as a whole before anything in it is judged. One that "
        "was cut off on its way, is locked, or is of another kind than its name says has nothing "
        "that could earn points. A folder, a .zip or .tar.gz of it, and a notebook can be read."
    ),
    kinds=("unreadable-submission",),
    rank=1,
)
