"""A finding stands on the line that is most like what the mistake makes of the solution."""

from __future__ import annotations

import ast

import pytest

from grader.findings.likeness import line_like

FUNCTION = """
def prepare(train, test, augment):
    mean, deviation = train.mean(dim=0), train.std(dim=0)
    while mean < 3:
        mean = mean + 1
    return augment((train - mean) / deviation), (test - mean) / deviation
"""
CLASS = """
class Net:
    def __init__(self):
        self.layers = Sequential(
            Flatten(),
            Dropout(0.2),
            Linear(9, 2),
        )

    def forward(self, images):
        return self.layers(images)
"""

# A change of the solution, and another spelling of the mistake with a mark on its line.
SHOWN = {
    "in one of the values that stand side by side": (
        FUNCTION,
        ("(test - mean) / deviation", "(test - test.mean()) / test.std()"),
        """
def prepare(train, test, augment):
    train = (train - train.mean(0)) / train.std(0)
    test = (test - test.mean(0)) / test.std(0)  # here
    return augment(train), test
""",
    ),
    "at the innermost of what is new": (
        FUNCTION,
        ("augment((train - mean) / deviation)", "(augment(train) - mean) / deviation"),
        """
def prepare(train, test, augment):
    m, s = train.mean(0), train.std(0)
    train = augment(train)  # here
    return (train - m) / s, (test - m) / s
""",
    ),
    "in the header of a loop": (
        FUNCTION,
        ("while mean < 3:", "while mean <= 3:"),
        """
def prepare(train, test, augment):
    a = 3
    while True:
        if a > 3:  # here
            break
        a = train.mean(0)
    return augment(train), test
""",
    ),
    "in a method of a class": (
        CLASS,
        ("return self.layers(images)", "return self.layers(images).softmax(1)"),
        """
class Net:
    def __init__(self):
        self.a = Linear(9, 2)

    def forward(self, images):
        x = self.a(images)
        return x.softmax(dim=1)  # here
""",
    ),
    "on the line of one of the values of a long call": (
        CLASS,
        ("Dropout(0.2)", "Dropout(0.8)"),
        """
class Net:
    def __init__(self):
        self.layers = Sequential(
            Flatten(), Linear(9, 2),
            Dropout(0.8),  # here
        )
""",
    ),
}


@pytest.mark.parametrize("place", SHOWN)
def test_a_change_of_the_solution_shows(place: str) -> None:
    solution, (old, new), theirs = SHOWN[place]
    assert solution.count(old) == 1
    lines = theirs.splitlines()
    (marked,) = (number for number, line in enumerate(lines, 1) if "# here" in line)
    name = "Net" if solution is CLASS else "prepare"
    shown = line_like(solution, [solution.replace(old, new)], ast.parse(theirs), name)
    assert shown == marked, lines[(shown or 1) - 1]


def test_a_statement_of_others_shows_before_what_is_like_the_change() -> None:
    changed = FUNCTION.replace("(test - mean) / deviation", "test")
    theirs = ast.parse(
        "def prepare(train, test, augment):\n"
        "    test = scaled(test)\n"
        "    return augment(train), test\n"
        "def scaled(part):\n"
        "    return part - part.min(dim=0)\n"
    )
    spared = ["return x - x.min(dim=0)"]
    assert line_like(FUNCTION, [changed], theirs, "prepare", spared) == 5
    assert line_like(FUNCTION, [changed], theirs, "prepare") == 3


def test_a_line_that_does_little_of_it_is_none() -> None:
    changed = FUNCTION.replace("augment((train - mean) / deviation)", "train")
    theirs = ast.parse("def prepare(train, test, augment):\n    print(3)\n")
    assert line_like(FUNCTION, [changed], theirs, "prepare") is None
