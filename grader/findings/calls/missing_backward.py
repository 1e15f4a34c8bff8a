"""No gradient is ever computed."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.findings.variants import left_out, ruled_by


def _no_gradient_computed(case: Case) -> bool:
    """Whether backward is not seen to run, or its result to be kept nowhere."""
    if not case.events("backward"):
        return True
    if "step" not in case.makes:
        return not case.mentioned("register_hook", "register_post_accumulate_grad_hook")
    return not case.mentioned("backward")


def _line(case: Case) -> int | None:
    """Where something like it stands, though it does not run or is thrown away."""
    kept = case.lines(_keeps_elsewhere)
    events = case.events("backward")
    if kept or events:
        return kept[0] if kept else int(events[0]["line"])
    here = case.mentioned_here("backward")
    if here is None and case.calling("backward") is None:
        here = case.mentioned_here("step")  # of a loop that calls no function for it
    return here or case.mentioned("backward")


def _keeps_elsewhere(node: ast.AST) -> bool:
    """`p.data.grad = ...`: what is made anew at each use forgets it."""
    match node:
        case ast.Attribute(attr="grad", value=ast.Attribute() | ast.Call(), ctx=ast.Store()):
            return True
    return False


MISSING_BACKWARD = Misconception(
    code="missing-backward",
    believes="The optimizer knows the loss and computes the gradients itself.",
    message="No new gradient arrives in .grad",
    numbers=": {fact}.",
    hint="Which call walks back through the graph of the loss, and is it really made?",
    steps=(
        "Print .grad of one parameter when your code begins and when it ends. What is new in it?",
        "The loss is one number with a history. Which of your lines makes use of that history?",
        "Gradients do not come by themselves, and an optimizer computes none. Who does?",
        (
            "Look for the line that should do it. Is it there, is it reached, does it end in "
            "parentheses?"
        ),
        "The loss has the method: loss.backward() writes into .grad what the step will read.",
    ),
    why="The loss knows how it was computed, but its gradients exist only once someone walks back "
    "through that graph and writes them into .grad. Neither zero_grad() nor step() does "
    "that; without it a step has nothing to follow, or follows old gradients.",
    confirms=_no_gradient_computed,
    locates=lambda case: _line(case),
    rank=16,
    mistakes=(left_out("backward"), ruled_by({"backward": (), "zero_grad": ()})),
)
