"""Some parameters are cleared before backward, others are forgotten."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from grader.findings import Case, Misconception
from grader.findings.rules import PARTIAL
from grader.findings.variants import one_of, ruled_by


def _line(case: Case) -> int | None:
    """The line that leaves parameters out: an early end, a condition, a part of a list, a loop."""
    cleared = case.events("zero_grad")
    line = cleared[0]["line"] if cleared else case.mentioned("grad")
    function = _around(case.tree, line) if line else None
    if function is None:
        return None
    nodes = list(ast.walk(function))
    loops = [node for node in nodes if isinstance(node, ast.For)]
    ends = [n for loop in loops for n in ast.walk(loop) if isinstance(n, (ast.Break, ast.Return))]
    conditions = [n for n in nodes if isinstance(n, ast.If) and _chooses(n.test)]
    parts = [n for n in nodes if isinstance(n, ast.expr) and _is_part(n)]
    choices: tuple[Sequence[ast.stmt | ast.expr], ...] = (ends, conditions, parts, loops[-1:])
    return next((found[0].lineno for found in choices if found), None)


def _around(tree: ast.Module | None, line: int) -> ast.AST | None:
    """The innermost function that holds a line."""
    found = [
        node
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return found[-1] if found else None


def _chooses(test: ast.expr) -> bool:
    """Whether a condition asks more than whether something is None."""
    return any(
        isinstance(node, ast.Call)
        or (isinstance(node, ast.Compare) and not isinstance(node.ops[0], (ast.Is, ast.IsNot)))
        for node in ast.walk(test)
    )


def _is_part(node: ast.expr) -> bool:
    """Whether an expression takes a part of a list: `x[0]`, `x[1:]`, `range(n - 1)`."""
    if isinstance(node, ast.Subscript):
        inner = node.slice
        return isinstance(inner, (ast.Slice, ast.UnaryOp)) or (
            isinstance(inner, ast.Constant) and isinstance(inner.value, int)
        )
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)


PARTIAL_ZERO_GRAD = Misconception(
    code="partial-zero-grad",
    believes="Clearing some of the gradients clears what matters.",
    message="Some gradients are cleared, others still hold those of earlier batches",
    numbers=": {fact}.",
    hint="Which parameters does your loop visit, and which does the optimizer hold?",
    why="An optimizer holds its parameters in groups, one or several, with weights and biases in "
    "each. A gradient that is not cleared grows with every batch, and the parameters that it "
    "belongs to run away from the rest of the model.",
    locates=_line,
    at=("zero_grad", "backward"),
    rank=14,
    mistakes=(one_of(*(ruled_by({"zero_grad": (choice,)}) for choice in PARTIAL)),),
)
