"""Which line is told where one was named and a repair has proven a place."""

from __future__ import annotations

import pytest

from grader.judge.proven import placed_at, widened
from grader.results.finding import Finding, Severity
from grader.submission.edits import Edit

CLASS = [
    "class Net(nn.Module):",
    "    def __init__(self):",
    "        self.layer = nn.Linear(4, 2)",
    "    def forward(self, x):",
    "        x = F.dropout(x)",
    "        return self.layer(x)",
]
STEP = [
    "def train_step(model, criterion, optimizer, images, labels):",
    "    optimizer.zero_grad()",
    "    loss = criterion(model(images), labels) / 4",
    "    loss.backward()",
    "    return loss.item()",
]


STEP_CALL = "optimizer.step()"


def edit(first: int, last: int, added: str = "") -> Edit:
    return Edit(first, last, 1, 6, "", 1.0, 1.0, added)


@pytest.mark.parametrize(
    ("code", "named", "place", "lines", "told"),
    [
        ("wrong-architecture", 3, edit(5, 5), CLASS, (5, None)),
        ("wrong-shape", 6, edit(5, 5), CLASS, (5, 6)),
        ("wrong-gradients", 4, edit(3, 3), STEP, (3, 4)),
        ("wrong-gradients", 5, edit(2, 2), STEP, (2, None)),
        ("wrong-gradients", 4, edit(1, 2, "loss = f(x)"), STEP, (4, None)),
        ("repeated-backward", 4, edit(3, 3), STEP, (3, 4)),
        ("partial-zero-grad", 2, edit(3, 4, "optimizer.zero_grad()"), STEP, (2, None)),
        ("missing-step", 1, edit(4, 5, STEP_CALL), STEP, (4, 5)),
        ("missing-step", 4, edit(4, 5, STEP_CALL), STEP, (4, 5)),
        ("wrong-signature", 1, edit(3, 3), STEP, (1, None)),
        ("missing-parameters", 1, edit(2, 2), STEP, (2, None)),
        ("wrong-signature", 1, edit(2, 2), STEP, (1, 2)),
    ],
    ids=[
        "what a layer is given", "what is returned right below", "a value that is used below",
        "a value that is made far above", "a statement that could stand there, far above",
        "a call beside the place", "a call beside what could stand there",
        "the gap of a missing call", "a line of that gap", "a definition that is at fault",
        "the statement where a function begins", "the definition beside such a statement",
    ],
)  # fmt: skip
def test_the_line_that_is_told_is_where_the_fault_lies(
    code: str, named: int, place: Edit, lines: list[str], told: tuple[int, int | None]
) -> None:
    finding = Finding(code, "", "", Severity.ERROR, "learn.py", named)
    found = placed_at(finding, "learn.py", place, lines)
    assert (found.line, found.end_line) == told


def test_the_place_of_what_is_missing_is_all_gaps_that_would_do() -> None:
    alike = [edit(5, 6, STEP_CALL), edit(4, 5, STEP_CALL), edit(4, 5), edit(6, 7, "loss.item()")]
    assert widened(alike[0], alike)[:2] == (4, 6)
    apart = [edit(5, 6, STEP_CALL), edit(2, 3, STEP_CALL), edit(5, 20, STEP_CALL)]
    assert widened(apart[0], apart)[:2] == (5, 6)
    assert widened(edit(3, 3), [edit(3, 3), edit(2, 3)])[:2] == (3, 3)
