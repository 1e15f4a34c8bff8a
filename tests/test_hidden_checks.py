"""What an error says inside a hidden check is for the instructor alone."""

from __future__ import annotations

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
