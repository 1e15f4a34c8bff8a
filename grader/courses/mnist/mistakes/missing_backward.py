"""No gradient is ever computed."""

from __future__ import annotations

import ast
from dataclasses import replace

from grader.findings import Case
from grader.findings.calls import missing_backward as rules

_CUTS = {"detach", "detach_", "Variable", "tensor", "item"}


def _cut(case: Case) -> int | None:
    """Where something is made of what was cut off from its graph."""
    lines = case.lines(
        lambda n: (
            isinstance(n, ast.Assign)
            and any(getattr(part, "attr", "") in _CUTS for part in ast.walk(n.value))
        )
    )
    return next(iter(lines), None)


def _begins_anew(case: Case) -> bool:
    """Whether backward runs, on a loss that was cut off from its graph before."""
    confirmed = rules.MISSING_BACKWARD.confirms
    ran = bool(case.events("backward")) and confirmed is not None and confirmed(case)
    return ran and _cut(case) is not None


MISSING_BACKWARD = replace(
    rules.MISSING_BACKWARD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward\n",
    good="import torch\n\n\n"
    "def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    torch.autograd.backward(loss)\n",
)

FROM_A_NEW_GRAPH = replace(
    rules.MISSING_BACKWARD,
    exercises=("backward",),
    believes="requires_grad makes a loss whole again.",
    message="backward() is called on a tensor that knows no way back to the weights",
    hint="Print grad_fn of the loss when it comes in, and just before backward(). Who has cut it?",
    steps=(),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    loss = loss.detach().requires_grad_()\n"
    "    loss.backward()\n",
    good="def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    print(loss.detach())\n"
    "    loss.backward()\n",
    confirms=_begins_anew,
    locates=_cut,
    rank=15,
)
