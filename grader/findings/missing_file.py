"""A file of the exercise was not handed in."""

from __future__ import annotations

from grader.findings import Misconception

MISSING_FILE = Misconception(
    code="missing-file",
    exercises=(),
    believes="What I do not need does not have to be there.",
    message="There is no {file} in what you handed in.",
    hint="Compare the names in your folder with those of the exercises, letter by letter.",
    why=(
        "Each exercise is judged by what stands in one file, and the file is found by its name. "
        "Endings added by a browser or an editor, as in `backward (1).py` or `backward.py.txt`, "
        "make another name of it, and so do capital letters."
    ),
    file="backward.py",
    whole=True,
    bad="",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    kinds=("missing-file",),
    rank=1,
)
