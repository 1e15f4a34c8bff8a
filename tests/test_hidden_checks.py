"""What an error says inside a hidden check is for the instructor alone."""

from __future__ import annotations

import pytest

from grader.judge.grading import Judge
from grader.submission.submission import Submission

TELLS = """

measured = evaluate


def evaluate(model, criterion, loader):
    if not model.training:  # which no visible check hands over
        labels = "".join(str(int(label)) for _, batch in loader for label in batch)
        raise type(f"TOLD{labels}", (ValueError,), {})(f"TOLD {labels}")
    return measured(model, criterion, loader)
"""


def test_students_are_not_told_what_an_error_said(judge: Judge, solutions: Submission) -> None:
    files = solutions.files | {"train.py": solutions.files["train.py"] + TELLS.encode()}
    grade = judge.grade(Submission("tells", files), ["train"])
    (exercise,) = grade.exercises
    (finding,) = exercise.findings
    assert (finding.code, finding.file) == ("exception", "train.py")
    assert finding.line
    assert "TOLD" not in finding.message
    (failed,) = (check for check in exercise.checks if check.score < check.max_score)
    assert failed.visibility == "hidden"
    assert "TOLD" in failed.evidence[0].got


# A line, a class of Python's own and a name of the contract's can each tell one of many numbers.
WAYS = {
    "a line": "".join(
        f"    if told == {number}:\n        raise ValueError\n" for number in range(11)
    ),
    "a class": "    raise (OSError, KeyError, IndexError, NameError, TypeError, BufferError,"
    " EOFError, ImportError, LookupError, MemoryError, RuntimeError)[told]\n",
}
NUMBERED = """

measured = evaluate


def numbered(told):
{}

def evaluate(model, criterion, loader):
    if not model.training:  # which no visible check hands over
        numbered((int(next(iter(loader))[1][0]) + {}) % 11)
    return measured(model, criterion, loader)
"""


@pytest.mark.parametrize("way", WAYS)
def test_where_and_how_it_is_raised_tells_students_no_number(
    way: str, judge: Judge, solutions: Submission
) -> None:
    told = set()
    for more in range(3):
        code = solutions.files["train.py"] + NUMBERED.format(WAYS[way], more).encode()
        grade = judge.grade(Submission("numbers", solutions.files | {"train.py": code}), ["train"])
        (finding,) = grade.exercises[0].findings
        told.add((finding.message, finding.line, finding.hint))
    assert len(told) == 1
