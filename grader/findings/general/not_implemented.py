"""A function of the starter that was not filled in yet."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN

NOT_IMPLEMENTED = Misconception(
    code="not-implemented",
    believes="There is nothing to see here yet.",
    message="{name} is not written yet.",
    hint="Read its docstring, then replace the line that stands where your code belongs.",
    why=(
        "A starter raises NotImplementedError wherever your code belongs, so that nothing half "
        "done is mistaken for an answer. The error goes away with the line that raises it. A "
        "body of `pass` or `...` is no answer either."
    ),
    file="learn.py",
    bad="def learn(optimizer, loss):\n    raise NotImplementedError('learn')\n",
    good=LEARN,
    kinds=("not-implemented",),
    rank=1,
)
