"""Kinds of change that `course prove` does not make: a program that makes mutants makes these, too.

A condition is negated, `+=` becomes `=`, a comparison, a logical word or a name becomes another; a
positional argument, a call with arguments, a decorator or a block around statements is dropped; a
statement comes twice, in front of its block or at the end of the one before; a loop ends early.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from functools import partial
from typing import Any

from grader.course.mutants import Change, blocks_of, put

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS = (ast.FloorDiv, ast.Mod, ast.Pow)
# Of two names of PyTorch's the one is written in the other's place.
_NAMES = {
    one: other
    for pair in (
        "train eval", "argmax argmin", "max min", "sum mean", "no_grad enable_grad", "relu sigmoid",
        "float64 float32", "int64 float32", "long float", "zeros ones", "zero_grad step",
        "softmax log_softmax", "SGD Adam", "CrossEntropyLoss NLLLoss", "cross_entropy nll_loss",
        "append extend", "size numel",
    )
    for first, second in [pair.split()]
    for one, other in ((first, second), (second, first))
}  # fmt: skip


def further_changes(node: ast.AST) -> Iterator[Change]:
    """The changes of one node."""
    if isinstance(node, ast.stmt):
        yield from _of_a_statement(node)
    match node:
        case ast.BoolOp(op=word):
            yield _set("op", ast.Or() if isinstance(word, ast.And) else ast.And())
        case ast.Compare(ops=[comparison]) if type(comparison) in _COMPARISONS:
            yield _set("ops", [_COMPARISONS[type(comparison)]()])
        case ast.BinOp(op=operator) if isinstance(operator, ast.Div | ast.Mult | ast.FloorDiv):
            yield from (_set("op", o()) for o in _OPERATORS if not isinstance(operator, o))
        case ast.Attribute(attr=name) if name in _NAMES:
            yield _set("attr", _NAMES[name])
        case ast.Call(args=[*args]) if args:
            yield from (partial(_fewer, k) for k in range(len(args)))
            if isinstance(node.func, ast.Attribute):
                yield _owner
            yield _first
        case ast.Name(ctx=ast.Load()):
            yield from (partial(_named, step) for step in (1, -1))


def _of_a_statement(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.If() | ast.While():
            yield _negated
        case ast.FunctionDef(decorator_list=[_, *_]):
            yield _set("decorator_list", [])
        case ast.With():
            yield _unwrapped
        case ast.For():
            yield from (_left_at_once, _last_passed_by, _unwrapped)
        case ast.Break():
            yield partial(_instead, ast.Continue)
        case ast.Continue():
            yield partial(_instead, ast.Break)
        case ast.AugAssign():
            yield from (_assigned, _out, _into, _twice)
        case ast.Expr():
            yield from (_out, _into, _twice)
        case ast.Assign() | ast.Return():
            yield from (_out, _into)


def _set(field: str, value: Any) -> Change:
    return lambda place, _: setattr(place, field, value)


def _negated(place: Any, tree: ast.AST) -> None:
    place.test = ast.UnaryOp(ast.Not(), place.test)


def _assigned(place: Any, tree: ast.AST) -> None:
    _replace(place, tree, [ast.Assign([place.target], place.value, lineno=place.lineno)])


def _fewer(k: int, place: Any, tree: ast.AST) -> None:
    del place.args[k]


def _owner(place: Any, tree: ast.AST) -> None:
    put(tree, place, place.func.value)


def _first(place: Any, tree: ast.AST) -> None:
    put(tree, place, place.args[0])


def _named(step: int, place: Any, tree: ast.AST) -> None:
    """The next, or last, of the names that its function binds."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and place in ast.walk(function):
            bound = [a.arg for a in function.args.args]
            names = (n for n in ast.walk(function) if isinstance(n, ast.Name))
            bound += sorted({n.id for n in names if isinstance(n.ctx, ast.Store)} - {*bound})
            if place.id in bound:
                place.id = bound[(bound.index(place.id) + step) % len(bound)]
            return


def _unwrapped(place: Any, tree: ast.AST) -> None:
    _replace(place, tree, place.body)


def _left_at_once(place: Any, tree: ast.AST) -> None:
    """The loop ends with its first turn."""
    place.lineno = place.end_lineno
    place.body.append(ast.Break())


def _last_passed_by(place: Any, tree: ast.AST) -> None:
    """The last statement of the loop is never reached."""
    place.lineno = place.body[-1].lineno
    place.body.insert(len(place.body) - 1, ast.Continue())


def _instead(how: type[ast.stmt], place: Any, tree: ast.AST) -> None:
    _replace(place, tree, [how()])


def _twice(place: Any, tree: ast.AST) -> None:
    _replace(place, tree, [place, copy.deepcopy(place)])


def _out(place: Any, tree: ast.AST) -> None:
    """Behind the block that it is the last of, as if it stood further to the left."""
    for block in blocks_of(tree, place):
        owner = next((n for n in ast.walk(tree) if getattr(n, "body", None) is block), None)
        if len(block) > 1 and block[-1] is place and isinstance(owner, ast.For | ast.With | ast.If):
            block.remove(place)
            _replace(owner, tree, [owner, place])


def _into(place: Any, tree: ast.AST) -> None:
    """At the end of the block before it, as if it stood further to the right."""
    for block in blocks_of(tree, place):
        before: Any = block[max(block.index(place) - 1, 0)]
        if isinstance(before, ast.For | ast.With | ast.If) and before is not place:
            block.remove(place)
            before.body.append(place)


def _replace(place: Any, tree: ast.AST, made: list[Any]) -> None:
    for block in blocks_of(tree, place):
        i = block.index(place)
        block[i : i + 1] = made
