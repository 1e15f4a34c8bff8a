"""A file cannot be read: its first line that is no Python, or no YAML, is named."""

from __future__ import annotations

from grader.findings import Misconception

SYNTAX_ERROR = Misconception(
    code="syntax-error",
    exercises=(),
    believes="The file was fine after the last edit.",
    message="{place} cannot be read: {text}.{caret}",
    hint="Look at that line and the one above it: colons, brackets, quotes, indentation.",
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
