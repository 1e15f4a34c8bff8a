"""Some parameters are cleared before backward, others are forgotten."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from grader.courses.mnist.parts import TrainingParts, held
from grader.examiner.compare import close
from grader.examiner.plays import play
from grader.findings import Case, Misconception
from grader.keys import Key
from grader.lazy_torch import torch

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

Choice = Callable[[list[list[Any]]], list[Any]]

# What learners clear instead of everything; a group is a list of parameters.
CHOICES: tuple[Choice, ...] = (
    lambda groups: groups[0],
    lambda groups: groups[-1],
    lambda groups: [p for group in groups for p in group if p.dim() > 1],
    lambda groups: [p for group in groups for p in group if p.dim() <= 1],
    lambda groups: groups[0][:1],
    lambda groups: [group[0] for group in groups],
    lambda groups: [p for group in groups for p in group][:-1],
    lambda groups: [p for group in groups for p in group][1:],
)


class ChosenOnes(TrainingParts):
    """A usual choice of parameters is cleared."""

    choice: Choice = CHOICES[0]

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"choice": choice} for choice in CHOICES)

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        for parameter in self.choice([group["params"] for group in optimizer.param_groups]):
            parameter.grad = None


class SeenOnes(TrainingParts):
    """Those are cleared that the numbers give away, at each call other ones maybe."""

    kept: tuple[tuple[bool, ...], ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene in ("backward", "train_step"):
            kept = _kept(work, sight) or [[False] * len(work.under("weight"))]
            dealt = [i for group in work.groups for i in group["parameters"]]
            yield {"kept": tuple(tuple(call[i] for i in dealt) for call in kept)}

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        now = self.kept[min(self.turn, len(self.kept) - 1)]
        for parameter, stays in zip(held(optimizer), now, strict=True):
            if not stays:
                parameter.grad = None


class _NeverCleared(TrainingParts):
    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        pass


def _kept(work: Work, sight: Sight) -> list[list[bool]]:
    """For each call and each parameter: whether the gradient from before is still in its numbers.

    In a step of training they first part at the second call, where the weights are still equal.
    """
    if work.scene == "backward":
        alone = play(TrainingParts().functions(), work)
        return [_still_there(work, sight, call, alone) for call in range(work.calls)]
    if work.scene != "train_step" or work.calls < 2:
        return []
    never = play(_NeverCleared().functions(), work).of("change", 1)
    return [[key in sight.tensors and close(t, sight.tensors[key]) for key, t in never.items()]]


def _still_there(work: Work, sight: Sight, call: int, alone: Sight) -> list[bool]:
    """For each parameter: whether a call of backward has added to what was there before it."""
    kept = []
    for key, gradient in alone.of("gradient", call).items():
        before = Key(call - 1, "gradient", key.detail)
        was = sight.tensors[before] if call else work.tensors.get(f"gradient.0.{key.detail}")
        kept.append(was is not None and close(was + gradient, sight.tensors[key]))
    return kept


def _line(case: Case) -> int | None:
    """The line that leaves parameters out: an early end, a condition, a part of a list, a loop."""
    cleared = case.events("zero_grad")
    function = _around(case.tree, cleared[0]["line"]) if cleared else None
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
    exercises=("backward", "train"),
    believes="Clearing some of the gradients clears what matters.",
    message="Some gradients are cleared, others still hold those of earlier batches",
    numbers=": {what} is {got}, where this batch alone gives {expected}.",
    hint="Which parameters does your loop visit, and which does the optimizer hold?",
    why=(
        "An optimizer holds its parameters in groups, one or several, with weights and biases in "
        "each. A gradient that is not cleared grows with every batch, and the parameters that it "
        "belongs to run away from the rest of the model."
    ),
    file="backward.py",
    bad=(
        "def backward(optimizer, loss):\n"
        "    for parameter in optimizer.param_groups[0]['params']:\n"
        "        parameter.grad = None\n"
        "    loss.backward()\n"
    ),
    good=(
        "def backward(optimizer, loss):\n"
        "    for group in optimizer.param_groups:\n"
        "        for parameter in group['params']:\n"
        "            parameter.grad = None\n"
        "    loss.backward()\n"
    ),
    mistakes=(SeenOnes, ChosenOnes),
    locates=_line,
    at=("zero_grad", "backward"),
    rank=14,
)
