"""The gradients of earlier batches are not cleared."""

from __future__ import annotations

import ast
from dataclasses import replace

from grader.findings import Case, Misconception
from grader.findings.rules import SOMETIMES
from grader.findings.variants import left_out, one_of, ruled_by


def _named_only(case: Case) -> int | None:
    """Where zero_grad is named and not called."""
    lines = case.lines(
        lambda n: (
            isinstance(n, ast.Expr)
            and isinstance(n.value, ast.Attribute)
            and n.value.attr == "zero_grad"
        )
    )
    return next(iter(lines), None)


MISSING_ZERO_GRAD = Misconception(
    code="missing-zero-grad",
    believes="backward() starts from fresh gradients each time.",
    message="The gradients of earlier batches are still in .grad",
    numbers=": {fact}.",
    hint="What does backward() do with a gradient that is already there?",
    steps=(
        (
            "Just before the gradients are computed, print .grad of one parameter. Whose numbers "
            "are these?"
        ),
        (
            "Do it for the same batch twice, and print .grad after each. Should the second be any "
            "longer?"
        ),
        (
            "Backward adds to what it finds. What has to be there for the sum to be this batch's "
            "alone?"
        ),
        "Somebody has to throw the old numbers away. Which object knows every parameter there is?",
        (
            "The optimizer empties .grad with zero_grad(): before backward, or after step, never "
            "in between."
        ),
    ),
    why="backward() adds to .grad, it does not replace it. Without clearing, every step follows "
    "the sum of all gradients so far: the first batch goes well, and from the second on the "
    "weights run in a direction that no single batch asked for.",
    locates=_named_only,
    aspects=("gradient", "change"),
    at=("gradient changed", "backward"),
    rank=10,
    mistakes=(
        left_out("zero_grad"),
        ruled_by({"zero_grad": (), "enter": ("zero_grad",)}),
        one_of(*(left_out("zero_grad", when) for when in SOMETIMES)),
    ),
)

NAMED_ONLY = replace(
    MISSING_ZERO_GRAD,
    believes="Naming a method makes it run.",
    message="zero_grad is named and never called, so the gradients of earlier batches are still "
    "in .grad",
    hint="Compare that line with the one that computes the gradients. What does only one of them "
    "end with?",
    steps=(
        "Print .grad of one parameter right after the line that is meant to empty it. Is it empty?",
        "That line raises no error. Does it do anything? Compare it with a line that surely does.",
        "What does Python do with a line that says print, and what with one that says print()?",
        "The name of a method is a thing that lies there. What makes it run?",
        "The line ends too early: without its parentheses zero_grad is named and never called.",
    ),
    why="A method is a thing like any other: its name alone says which one is meant, and Python "
    "does nothing with it. It runs where parentheses follow. A line without them is no error, so "
    "nothing warns of it.",
    confirms=lambda case: _named_only(case) is not None,
    bad="",
    good="",
    rank=9,
)
