"""The calls of a training step that a solution makes, in every order that does the right thing.

Read off the text of the solutions, without PyTorch and without running them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from grader.course.marks import nodes_of, shipped_contract
from grader.course.records import shipped_records
from grader.course.shipped import CourseFolder, shipped_folder

Order = tuple[str, ...]
_Functions = Mapping[str, ast.FunctionDef]

_LOSSES = {"cross_entropy", "nll_loss"}
_METHODS = {"zero_grad", "backward", "step"}
# What runs its statements never, or more than once, or some other time.
_BRANCHES = (
    ast.If, ast.For, ast.While, ast.Try, ast.Match, ast.FunctionDef, ast.Lambda, ast.IfExp,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip


@cache
def orders_of(folder: CourseFolder) -> dict[str, tuple[Order, ...]]:
    """By function: the solution's own order, then the others that are right; no others have one.

    A function whose calls stand in a loop or a branch has none: their number is not to be seen.

    Raises:
        CourseError: the solutions cannot be read.
    """
    nodes = nodes_of(folder).items()
    functions = {name: node for name, node in nodes if isinstance(node, ast.FunctionDef)}
    made = {name: _calls(node, functions) for name, node in functions.items()}
    return {name: tuple(_right(calls)) for name, calls in made.items() if calls}


def makes_a_step(order: Order) -> bool:
    """Whether these calls are a whole training step: gradients are computed and followed."""
    return {"backward", "step"} <= set(order)


@cache
def shipped_orders() -> dict[str, tuple[str, tuple[Order, ...]]]:
    """By what a trace is of: the exercise, in the course that mnist-grade comes with, and orders.

    A trace is of a function, or of an exercise in which one function alone makes such calls.
    """
    contract, orders = shipped_contract(), orders_of(shipped_folder())
    found: dict[str, tuple[str, tuple[Order, ...]]] = {}
    for exercise, record in shipped_records().items():
        own = {n: (exercise, orders[n]) for n in contract.names_in(record["file"]) if n in orders}
        found |= own | ({exercise: next(iter(own.values()))} if len(own) == 1 else {})
    return found


def _calls(function: ast.FunctionDef, functions: _Functions, callers: Order = ()) -> Order:
    """The calls that a function makes, itself or through others; none where one is in a branch."""
    parameters = {argument.arg: argument.annotation for argument in function.args.args}
    calls: list[str] = []
    for node, straight in _in_order(function.body):
        found = _made_by(node, functions, (*callers, function.name), parameters)
        if found and not straight:
            return ()
        calls += found
    return tuple(calls)


def _made_by(
    call: ast.Call, functions: _Functions, callers: Order, parameters: dict[str, ast.expr | None]
) -> Order:
    match call.func:
        case ast.Attribute(attr=name) if name in _METHODS:
            return (name,)
        case ast.Attribute(attr=name) | ast.Name(name) if name in _LOSSES:
            return ("loss",)
        case ast.Name(name) if name in parameters:
            return ("loss" if _is_a_loss(name, parameters[name]) else "forward",)
        case ast.Name(name) if name in functions.keys() - set(callers):
            return _calls(functions[name], functions, callers)
    return ()


def _is_a_loss(name: str, annotation: ast.expr | None) -> bool:
    """Whether a parameter is a loss function, by its type or its usual names."""
    typed = "Loss" in ast.unparse(annotation) if annotation else False
    return typed or "loss" in name or "criterion" in name


def _in_order(nodes: Iterable[ast.AST], straight: bool = True) -> Iterator[tuple[ast.Call, bool]]:
    """Each call after those in its arguments, and whether it is made once whenever that runs."""
    for node in nodes:
        yield from _in_order(
            ast.iter_child_nodes(node), straight and not isinstance(node, _BRANCHES)
        )
        if isinstance(node, ast.Call):
            yield node, straight


def _right(calls: Order) -> Iterator[Order]:
    """The order itself, then those with zero_grad elsewhere: not where gradients are waited for."""
    yield calls
    others = tuple(call for call in calls if call != "zero_grad")
    if len(calls) - len(others) > 1 or not {"zero_grad", "step"} & set(calls):
        return
    for place in range(len(others) + 1):
        moved = (*others[:place], "zero_grad", *others[place:])
        if moved != calls and not _clears_what_is_wanted(others[:place], others[place:]):
            yield moved


def _clears_what_is_wanted(before: Order, after: Order) -> bool:
    """Whether the gradients between these calls are still to be followed, or handed on."""
    coming = next((call for call in after if call in ("backward", "step")), None)
    last = next((call for call in reversed(before) if call in ("backward", "step")), None)
    return coming == "step" or (coming is None and last == "backward")
