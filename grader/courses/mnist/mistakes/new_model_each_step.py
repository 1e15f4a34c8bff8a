"""Each step begins with new weights: a new network, or the given one reset."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception

from ..examples import TRAIN_STEP

_NETWORKS = ("SimpleNN", "HiddenNN", "Sequential", "Linear")
_RESETS = (
    "reset_parameters", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_",
    "kaiming_normal_", "trunc_normal_", "orthogonal_",
)  # fmt: skip


def _made(case: Case, names: tuple[str, ...]) -> list[ast.Call]:
    """The calls of these names inside of functions, evaluate's not counted."""
    functions = [
        node for node in (case.tree.body if case.tree else ())
        if isinstance(node, ast.FunctionDef) and node.name != "evaluate"
    ]  # fmt: skip
    return [
        node
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in names
    ]


def _starts_anew(case: Case) -> bool:
    """Whether the given model is never run where another is made, or its weights are reset."""
    if case.scene not in ("train_step", "train_epoch") or not case.seen:
        return False
    never_ran = all(got.claim("rows") == [] for _, got in case.seen)
    if never_ran:
        return bool(_made(case, _NETWORKS))
    return case.differs("change") and bool(_made(case, _RESETS))


def _line(case: Case) -> int | None:
    """Where the function makes its network, or has it reset."""
    calls = [call for name in (*_NETWORKS, "apply", *_RESETS) for call in _made(case, (name,))]
    here = case.lines(lambda node: node in calls)
    return next(iter(here), None) or (calls[0].lineno if calls else None)


NEW_MODEL_EACH_STEP = Misconception(
    code="new-model-each-step",
    exercises=("train",),
    believes="A step begins with creating the network.",
    message="{name} does not train the given model: it starts from new random weights each time",
    numbers=": {fact}.",
    hint="What has the model learned from the batch before, and where are these weights now?",
    why=(
        "What was learned is in the weights, and nowhere else. A network that is made or reset in "
        "the step starts from random numbers again and takes one step; then it is thrown away or "
        "reset. The model and its optimizer are made once, before the training begins."
    ),
    file="train.py",
    bad="from forward import SimpleNN\n\n\n"
    + TRAIN_STEP.replace("    opt", "    model = SimpleNN()\n    opt", 1),
    good=TRAIN_STEP,
    sees=_starts_anew,
    locates=_line,
    aspects=("change", "loss"),
    rank=7,
)
