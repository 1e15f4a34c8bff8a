"""Code reaches for something outside its own folder, and is refused."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN

FORBIDDEN_OPERATION = Misconception(
    code="forbidden-operation",
    believes="My code may use the whole computer.",
    message="{place} does something that is not allowed here: {type}: {text}",
    hint="What does that line need from outside? Is it needed for the exercise at all?",
    why=(
        "Your code runs in a closed room: no network, no other programs, no files but its own. "
        "Nothing in the exercises needs more. The digits come in as arguments, and what your "
        "functions return is all that is looked at."
    ),
    file="learn.py",
    bad=LEARN + "    raise PermissionError(13, 'Permission denied', '/etc/shadow')\n",
    good=LEARN,
    kinds=("forbidden-operation",),
    rank=1,
)
