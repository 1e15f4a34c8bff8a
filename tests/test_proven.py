"""Which line is told where one was named and a repair has proven a place."""

from __future__ import annotations

import pytest

from grader.judge.proven import placed_at
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


def placed(
    code: str, named: int, first: int, last: int, lines: list[str]
) -> tuple[int, int | None]:
    finding = Finding(code, "", "", Severity.ERROR, "learn.py", named)
    found = placed_at(finding, "learn.py", Edit(first, last, 1, len(lines), "", 1.0, 1.0), lines)
    assert found.line is not None
    return found.line, found.end_line


@pytest.mark.parametrize(
    ("code", "named", "first", "last", "lines", "told"),
    [
        pytest.param("wrong-architecture", 3, 5, 5, CLASS, (5, None), id="what a layer is given"),
        pytest.param("wrong-shape", 6, 5, 5, CLASS, (5, 6), id="what is returned right below"),
        pytest.param("wrong-gradients", 4, 3, 3, STEP, (3, 4), id="a value that is used below"),
        pytest.param("missing-zero-grad", 4, 3, 3, STEP, (4, None), id="a call that goes wrong"),
        pytest.param("missing-step", 1, 4, 5, STEP, (4, 5), id="the gap of a missing call"),
        pytest.param(
            "wrong-signature", 1, 3, 3, STEP, (1, None), id="a definition that is at fault"
        ),
    ],
)
def test_the_line_that_is_told_is_where_the_fault_lies(
    code: str, named: int, first: int, last: int, lines: list[str], told: tuple[int, int | None]
) -> None:
    assert placed(code, named, first, last, lines) == told
