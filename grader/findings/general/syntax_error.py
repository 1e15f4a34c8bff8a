"""A file cannot be read: its first line that is no Python, or no YAML, is named."""

from __future__ import annotations

from grader.findings import Misconception

SYNTAX_ERROR = Misconception(
    code="syntax-error",
    believes="The file was fine after the last edit.",
    message="{place} cannot be read: {text}.{caret}",
    hint="Look at that line and the one above it: colons, brackets, quotes, indentation.",
    steps=(
        "Read the place that is named, and the line above it, sign by sign and aloud.",
        "Does every bracket and every quote that opens there close again?",
        (
            "In Python a line that opens a block ends in a colon; in YAML an answer follows one "
            "and a blank."
        ),
        "Take out what you typed last. Can the file be read then?",
        "Write a fresh starter into a new folder with mnist-grade start, and compare the two.",
    ),
    why=(
        "A file is read as a whole before its first line runs. One line that is not Python, and "
        "nothing in the file can be used. The place that is named is where reading became "
        "impossible; the cause, a bracket left open for instance, may stand a line earlier."
    ),
    file="learn.py",
    whole=True,
    bad="def learn(optimizer, loss)\n    optimizer.zero_grad()\n    loss.backward()\n",
    good="def learn(optimizer, loss):\n    optimizer.zero_grad(); loss.backward()\n",
    kinds=("syntax-error",),
    rank=1,
)
