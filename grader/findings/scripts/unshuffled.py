"""The classes arrive in order: each batch holds a single one."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.finding import Severity

_BAD = (
    "def make_loaders():\n"
    "    by_class = TensorDataset(items, labels)  # all of class 0 first, then of class 1\n"
    "    return DataLoader(by_class, 40), DataLoader(by_class, 40)\n"
)

UNSHUFFLED = Misconception(
    code="unshuffled",
    believes="The order of the examples does not matter.",
    message="The classes arrive in order: each batch holds a single one.",
    hint="Print the labels of the first three batches. What does a model learn from each?",
    why=(
        "Each step makes the model better at what is in its batch. With one class at a time "
        "it forgets the last one while it learns the next."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace(
        "return DataLoader(by_class, 40", "return DataLoader(by_class, 40, shuffle=True"
    ),
    severity=Severity.WARNING,
)
