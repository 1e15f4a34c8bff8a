"""A function stands in another file than the exercise's."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN

MISPLACED_FUNCTION = Misconception(
    code="misplaced-function",
    believes="It does not matter in which file a function stands.",
    message="{name} stands in {file}, where nobody looks for it.",
    hint="Which exercise asks for this function, and in which file does that one look?",
    why=(
        "Each exercise is judged by what can be imported from its own file. A function may well "
        "be written elsewhere, but then its own file has to import it."
    ),
    file="learn.py",
    whole=True,
    bad="# learn is in helpers.py\n",
    beside={
        "helpers.py": (
            "def learn(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n"
        )
    },
    good=LEARN,
    kinds=("misplaced-function",),
    rank=1,
)
