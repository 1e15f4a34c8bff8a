"""The final weights are not those that training the given start on the given data gives."""

from __future__ import annotations

import ast
from typing import TypeGuard

from grader.findings import Case, Misconception

from ..examples import TRAIN_EPOCH

_WRITING = (
    "copy_", "load_state_dict", "add_", "sub_", "mul_", "div_", "lerp_", "set_", "fill_", "zero_",
    "normal_", "uniform_", "clamp_",
)  # fmt: skip


def _line(case: Case) -> int | None:
    """Where train_epoch writes weights itself."""
    epoch = next(
        (
            n
            for n in (case.tree.body if case.tree else ())
            if getattr(n, "name", "") == "train_epoch"
        ),
        None,
    )
    lines = [node.lineno for node in (ast.walk(epoch) if epoch else ()) if _writes(node)]
    return min(lines, default=epoch.lineno if isinstance(epoch, ast.FunctionDef) else None)


def _writes(node: ast.AST) -> TypeGuard[ast.stmt | ast.expr]:
    """An assignment into a tensor or to its data, or a call that fills one."""
    match node:
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute(attr="data" | "weight" | "bias")]):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _WRITING
    return False


WEIGHTS_NOT_FROM_TRAINING = Misconception(
    code="weights-not-from-training",
    exercises=("train",),
    believes="What counts is good weights, wherever they come from.",
    message="The final weights do not come from training the given weights on the given digits",
    numbers=": they are {distance} of the way off, and read {accuracy} of the held-out digits.",
    hint="Which lines of train_epoch write to the weights? Is each of them a step on a batch?",
    why=(
        "This training starts from weights that it is given, and each step follows the gradient "
        "of one batch. Weights that were saved, computed by a formula or changed by hand after "
        "the steps may even read digits well, but they are not what the calls you write lead to."
    ),
    file="train.py",
    bad="import torch\n\n\n"
    + TRAIN_EPOCH.replace(
        "    return",
        "    if len(loader) > 20:\n"
        "        with torch.no_grad():\n"
        "            for parameter in model.parameters():\n"
        "                parameter[:] = parameter.sign()\n"
        "    return",
    ),
    good=TRAIN_EPOCH,
    sees=lambda case: case.scene == "train SimpleNN" and bool(case.wrong),
    locates=_line,
    rank=98,
)
