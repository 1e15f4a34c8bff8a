"""Gradients that no catalogued mistake explains."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception

_CLIPPING = (
    "clip_grad_norm_", "clip_grad_value_", "register_hook", "register_post_accumulate_grad_hook",
)  # fmt: skip


def _is_one_group(node: ast.AST) -> bool:
    """`optimizer.param_groups[0]`."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="param_groups"), slice=ast.Constant()):
            return True
    return False


def _gradients_are_wrong(case: Case) -> bool:
    """Where they are looked at; in training where they are changed on their way to the step."""
    changed = bool(case.events("gradient changed")) or case.mentioned(*_CLIPPING) is not None
    on_their_way = "step" in case.makes and case.differs("change") and changed
    return case.differs("gradient") or on_their_way


WRONG_GRADIENTS = Misconception(
    code="wrong-gradients",
    believes="A gradient may be reshaped on its way from the loss to the step.",
    message="The gradients are not those of this loss",
    numbers=": {fact}.",
    hint="Print one gradient before and after each of your lines: which line makes it different?",
    why="After backward, .grad of every parameter holds the derivative of this loss, no more and "
    "no less. Scaling, clipping, averaging or leaving some out makes the optimizer follow "
    "another function than the loss that you look at.",
    sees=_gradients_are_wrong,
    locates=lambda case: case.mentioned(*_CLIPPING) or next(iter(case.lines(_is_one_group)), None),
    at=("gradient changed", "backward"),
    rank=95,
)
