"""Code prints, writes or returns more than anybody can mean."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN
from grader.submission.source import return_line

_BAD = LEARN + "    print('.' * 10_000_000)\n"

OUTPUT_LIMIT = Misconception(
    code="output-limit",
    believes="More output does no harm.",
    message="Your code prints, writes or returns far too much: {text}.",
    hint="How often does the line run that prints, and how large is what you return?",
    why=(
        "Printing takes longer than a training step, and a page that nobody can read helps "
        "nobody. Print one line an epoch, and return what was asked for: a number, or one row of "
        "ten logits for each image."
    ),
    file="learn.py",
    bad=_BAD,
    good=_BAD.replace("10_000_000", "60"),
    kinds=("output-limit",),
    locates=lambda case: (
        None if case.mishap and case.mishap.line else return_line(case.tree, case.function)
    ),
    rank=1,
)
