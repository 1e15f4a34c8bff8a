"""Code asks for more memory than it may have."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN

MEMORY_LIMIT = Misconception(
    code="memory-limit",
    believes="A table more or less does not matter.",
    message="{place} asked for more memory than there is: {text}",
    hint="Work out how many numbers the largest tensor in that line holds, at four bytes each.",
    why=(
        "A tensor takes four bytes for each number, and sizes multiply: a table of all pairs of "
        "100,000 things has 10,000,000,000 numbers, which is 40 GB. Lists that grow with every "
        "batch, above all of losses with their graphs, fill the memory as well, only later."
    ),
    file="learn.py",
    bad=(
        "def learn(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    loss.new_ones(1_000_000, 10_000_000)\n"
        "    loss.backward()\n"
    ),
    good=LEARN,
    kinds=("memory-limit",),
    rank=1,
)
