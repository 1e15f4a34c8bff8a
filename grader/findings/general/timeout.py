"""A call takes longer than it may."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.findings.general import LEARN


def _loop(case: Case) -> int | None:
    """The loop around the line where time ran out, where there is one."""
    line = case.mishap.line if case.mishap else None
    if line is None or case.tree is None or case.mishap.file != f"{case.exercise}.py":  # type: ignore[union-attr]
        return None
    around = [
        node.lineno
        for node in ast.walk(case.tree)
        if isinstance(node, (ast.For, ast.While)) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, default=None)


TIMEOUT = Misconception(
    code="timeout",
    believes="It will be done sooner or later.",
    message="A call of your code did not come to an end in time; it was stopped after {text}.",
    hint="Which loop decides when it is over? Print what it looks at. Does that ever change?",
    why=(
        "One batch of a small network takes a thousandth of a second. What takes seconds waits "
        "for something that never comes: a loss that becomes exactly 0, the end of a loop that "
        "begins again by itself, or a pause."
    ),
    file="learn.py",
    bad=LEARN + "    while loss > 0:\n        pass\n",
    good=(
        "def learn(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    todo = [loss]\n"
        "    while todo:\n"
        "        todo.pop().backward()\n"
    ),
    kinds=("timeout",),
    locates=_loop,
    mentions=("sleep", "cycle"),
    rank=1,
)
