"""The loss is a number that no longer knows how it was computed."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.findings.variants import ruled_by
from grader.submission.source import definition, working_part

CUTS = {"detach", "detach_", "data", "requires_grad", "requires_grad_", "Variable", "numpy"}


# Where a graph ends for sure, before a new one may have been begun.
_ENDS = {"detach", "detach_", "data", "numpy", "no_grad", "inference_mode"}
_NUMBERS = {"item", "tolist"}

_BEGINNINGS = {"requires_grad", "requires_grad_", "Variable"}


_OR_MORE = CUTS | {"item", "no_grad", "inference_mode", "set_grad_enabled", "tolist", "tensor"}


def _graph_is_cut(case: Case) -> bool:
    """In training other mistakes leave the weights in place as well: the source must show a cut."""
    if "backward" not in case.makes or case.mishap is not None:
        return True
    backwards = case.events("backward")
    arrived = any(e["gradient_norm_after"] > e["gradient_norm_before"] for e in backwards)
    # Without an error there is a backward only where a new graph was begun.
    begun = case.events("requires_grad_") or _cuts(case, _BEGINNINGS)
    kept_apart = case.lines(lambda n: isinstance(n, ast.Call) and _name_of(n.func) == "grad")
    return bool(backwards) and not arrived and bool(begun) and not kept_apart


def _name_of(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _cuts(case: Case, names: set[str]) -> list[int]:
    """The lines that cut a graph; those of a function that has no part in this cut none."""
    others = (definition(case.tree, name) for name in case.unrelated)
    elsewhere = {node for other in others if other for node in ast.walk(other)}
    return sorted(
        node.lineno
        for node in (ast.walk(case.tree) if case.tree else ())
        if node not in elsewhere
        and (
            (isinstance(node, ast.Attribute) and node.attr in names)
            or (isinstance(node, ast.Name) and node.id in names - {"data"})
            or (isinstance(node, ast.keyword) and node.arg in names)
        )
    )


def _line(case: Case) -> int | None:
    """The line of the cut: in training the last one before backward in the same function."""
    if "backward" not in case.makes:
        kinds = (_ENDS, _NUMBERS, CUTS, _OR_MORE)
        return next((line for names in kinds for line in _cuts(case, names)), None)
    part = working_part(case.tree, case.function)
    first, last = (part.lineno, part.end_lineno or 0) if part else (0, 0)
    cuts = _cuts(case, _OR_MORE)
    end = min(case.lines(lambda n: getattr(n, "attr", "") == "backward"), default=last)
    here = [line for line in cuts if first - 2 <= line <= end]
    return max(here, default=next(iter(cuts), None))


DETACHED_LOSS = Misconception(
    code="detached-loss",
    believes="A loss is a number, and a number is all that backward() needs.",
    message="The loss has no way back: no gradient reaches the logits from it.",
    hint="Which of your lines turns a tensor with a history into one without?",
    steps=(
        "Print the loss where backward would get it. Does it name a grad_fn?",
        "Print it after each of your lines. After which one is the grad_fn gone?",
        "Which line makes a plain number, or a fresh tensor, of one that knew its history?",
        "Who needs that history later, and who only wanted to look at the number?",
        (
            "Hand on what the criterion gave you, as it is. Take the number out where it is only "
            "looked at."
        ),
    ),
    why="backward() follows the graph from the loss to the weights. item(), detach(), data, "
    "no_grad() and a new tensor made from the value all end that graph. requires_grad=True "
    "silences the error and starts a new graph, one that does not lead to the model.",
    confirms=_graph_is_cut,
    locates=lambda case: _line(case),
    rank=9,
    mistakes=tuple(
        ruled_by({side: (name,)})
        for name in ("detach", "leaf", "number", "numpy")
        for side in ("loss out", "loss in", "model out")
        if name in ("detach", "leaf") or side == "loss out"
    ),
)
