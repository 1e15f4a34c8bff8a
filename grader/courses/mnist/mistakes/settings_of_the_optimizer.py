"""The settings of the given optimizer are others afterwards."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from grader.examiner.compare import unequal
from grader.findings import Case
from grader.submission.source import lines_of

from . import wrong_learning_rate, wrong_optimizer


def _settings(case: Case) -> set[str]:
    """Which settings differ from what they were to be after a call."""
    keys = [key for expected, got in case.seen for key in unequal(expected, got, ("optimizer",))]
    return {str(key.detail) for key in keys}


def _sets(*names: str) -> Callable[[ast.AST], bool]:
    def sets(node: ast.AST) -> bool:
        match node:
            case ast.Subscript(slice=ast.Constant(value=name), ctx=ast.Store()):
                return name in names
            case ast.Call(func=ast.Attribute(attr="update" | "setdefault"), keywords=keywords):
                return any(keyword.arg in names for keyword in keywords)
            case ast.Attribute(attr="step", value=ast.Name(id=name)):
                return "sched" in name.lower()
        return False

    return sets


_RATE = ("lr",)
_OTHERS = ("momentum", "dampening", "weight_decay", "nesterov", "maximize")


def _line(case: Case, *names: str) -> int | None:
    """The last line that writes such a setting, in the function or else anywhere in the file."""
    wanted = _sets(*names)
    own = case.lines(wanted)
    return max(own or lines_of(case.tree, "", wanted), default=None)


RATES_CHANGED = replace(
    wrong_learning_rate.WRONG_LEARNING_RATE,
    exercises=("train",),
    believes="The rates of the optimizer are mine to set.",
    message="{name} gives the groups of the optimizer other rates than they came with",
    numbers=": {fact}.",
    steps=(),
    hint="Print the rate of every group before and after your call. Who has chosen them, and who "
    "changes them?",
    file="",
    bad="",
    good="",
    mistakes=(),
    confirms=None,
    sees=lambda case: "lr" in _settings(case),
    locates=lambda case: _line(case, *_RATE),
    aspects=("optimizer",),
    nowhere=True,
)
SETTINGS_CHANGED = replace(
    wrong_optimizer.WRONG_OPTIMIZER,
    exercises=("train",),
    believes="A better algorithm can be switched on in the optimizer that I am given.",
    message="{name} changes how the given optimizer works",
    numbers=": {fact}.",
    steps=(),
    hint="Who has chosen the algorithm that you were handed? Which of your lines chooses another?",
    file="",
    bad="",
    good="",
    mistakes=(),
    confirms=None,
    sees=lambda case: bool(_settings(case) & {*_OTHERS}),
    locates=lambda case: _line(case, *_OTHERS),
    aspects=("optimizer",),
    nowhere=True,
)
