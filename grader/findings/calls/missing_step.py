"""The gradients are there and nobody uses them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.findings import Case, Misconception
from grader.findings.conditions import branch_line
from grader.findings.rules import SOMETIMES, When
from grader.findings.variants import Variant, left_out, one_of
from grader.submission.source import mention_line

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def _gradients_wait(case: Case) -> bool:
    """In training: whether gradients were computed, not cleared again, and not used."""
    if "backward" not in case.makes:
        return True
    events = case.events("backward", "zero_grad", "step")
    computed = any(e["event"] == "backward" and e["gradient_norm_after"] > 0 for e in events)
    return computed and not any(e["event"] == "step" for e in events)


def _as_it_moved(work: Work, sight: Sight) -> Iterator[Variant]:
    """No step in those calls in which no weight moved."""
    still = frozenset(
        call
        for call in range(work.calls)
        if not any(change.count_nonzero() for change in sight.of("change", call).values())
    )
    if still:
        yield left_out("step", When(these=still))


def _line(case: Case) -> int | None:
    """Where something like an update stands, or what takes the gradients away before it."""
    for event in case.events("zero_grad") if "backward" not in case.makes else ():
        if event["gradient_norm_before"] > 0:
            return int(event["line"])
    if branch := branch_line(case):
        return branch
    named = (mention_line(case.tree, (name,), case.function) for name in ("step", "lr"))
    return next((line for line in (*case.lines(_leaves_by_size), *named) if line), None)


def _leaves_by_size(node: ast.AST) -> bool:
    """A branch that leaves the function or the turn where a number is large, or small."""
    if not isinstance(node, ast.If) or not isinstance(node.body[0], (ast.Return, ast.Continue)):
        return False
    sizes = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    compared = (n for n in ast.walk(node.test) if isinstance(n, ast.Compare))
    return any(isinstance(operator, sizes) for n in compared for operator in n.ops)


MISSING_STEP = Misconception(
    code="missing-step",
    believes="backward() moves the weights.",
    message="The gradients are there and no weight moves",
    numbers=": {fact}.",
    hint="Which line writes into the weights of this very model, and does it run?",
    steps=(
        "Print one weight before and after your code, and its .grad. Which of the two has changed?",
        "Put your finger on the line that writes into the weights themselves. Is there one?",
        "A gradient only says which way to go. Who goes?",
        (
            "Is that line reached in every turn, does it end in parentheses, is it about this very "
            "model?"
        ),
        "The optimizer moves all weights that it holds, once, with step().",
    ),
    why="Gradients only say which way to go. Until an update writes into the weights themselves, "
    "the model stays what it was and every epoch gives the same loss. Naming a method does not "
    "run it, and changing a copy does not change the model.",
    confirms=_gradients_wait,
    locates=_line,
    aspects=("change",),
    rank=17,
    mistakes=(
        left_out("step"),
        Variant(ways_off=_as_it_moved),
        one_of(*(left_out("step", when) for when in SOMETIMES)),
    ),
)
