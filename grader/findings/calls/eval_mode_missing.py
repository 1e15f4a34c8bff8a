"""The model is measured while it is in training mode."""

from __future__ import annotations

import ast
from dataclasses import replace

from grader.findings import Case, Misconception
from grader.findings.rules import ALWAYS, FIRST
from grader.findings.variants import left_out, one_of, ruled_by


def sets_flag(node: ast.AST) -> bool:
    """`model.training = ...`."""
    return isinstance(node, ast.Attribute) and node.attr == "training" and _is_stored(node)


def _is_stored(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store)


def _line(case: Case) -> int | None:
    """Where the mode is unset in the loop, the original is run beside a copy, or a mode is set."""
    back = case.lines(lambda n: getattr(n, "attr", "") == "train", in_loop=True)
    if any(len(got.claim("modes") or ()) > 1 for _, got in case.seen):
        return next(iter(back), None) or case.mentioned_here("train")
    passes = case.events("forward")
    if back and passes and back[0] < passes[0]["line"]:
        return back[0]
    if (copied := case.mentioned_here("deepcopy")) and passes:
        return int(passes[0]["line"]) if case.mentioned_here("eval") else copied
    flags = case.lines(sets_flag)
    switched = case.mentioned_here("eval") or next(iter(flags), None)
    trained = case.mentioned_here("train")
    if trained and passes and trained > passes[0]["line"]:
        trained = None  # there the mode is put back
    if trained and switched and trained > switched:
        return trained  # there it is put back before anything is measured
    return switched or trained or case.first_line()


EVAL_MODE_MISSING = Misconception(
    code="eval-mode-missing",
    believes="no_grad() is all that an evaluation needs.",
    message="The model is measured in training mode",
    numbers=": {fact}.",
    hint="Measure the same model twice. Are the two results alike? Which layers might differ?",
    steps=(
        "Measure one model twice on the same data, with dropout in it. Are the two losses alike?",
        "Print model.training where you measure. Who has set it, and to what?",
        (
            "Two kinds of layers do something else while a model learns. What do they do to a "
            "measurement?"
        ),
        "no_grad stops the notes for backward. Does it tell dropout anything?",
        "model.eval() before the loop. And the mode that was there before comes back after it.",
    ),
    why="In training mode dropout throws units away and batch norm uses, and learns, the "
    "statistics of each batch. What is measured then is not the model that will be used, it "
    "is different each time, and the measuring changes the model. no_grad() switches off the "
    "graph, not the mode.",
    locates=_line,
    aspects=("loss", "accuracy"),
    rank=40,
    mistakes=(
        left_out("eval"),
        # What sets the mode back may be a second call of eval.
        *(
            one_of(*(ruled_by({"eval": (call,)}, when) for when in (FIRST, ALWAYS)))
            for call in ("train", "eval itself alone", "eval the dropout", "eval the batch norm")
        ),
    ),
)


def _named_only(case: Case) -> int | None:
    """Where eval is named and not called."""
    lines = case.lines(
        lambda n: (
            isinstance(n, ast.Expr)
            and isinstance(n.value, ast.Attribute)
            and n.value.attr == "eval"
        )
    )
    return next(iter(lines), None)


NAMED_ONLY = replace(
    EVAL_MODE_MISSING,
    believes="Naming a method makes it run.",
    message="eval is named and never called, so the model is measured in training mode",
    hint="What does Python do with a line that holds the name of a method and nothing more?",
    steps=(
        "Print model.training right after the line that is meant to switch it. What does it say?",
        "Read that line as Python does: is it a call, or a name that stands there?",
        "Which lines of your function end in parentheses, and which one does not?",
        "A name alone changes nothing and raises nothing. How is a method told to run?",
        "The method eval switches the mode when it is called: it lacks its parentheses.",
    ),
    why="A method is a thing like any other: its name alone says which one is meant, and Python "
    "does nothing with it. It runs where parentheses follow. A line without them is no error, so "
    "nothing warns of it.",
    confirms=lambda case: _named_only(case) is not None,
    locates=_named_only,
    rank=39,
)
