"""How far a line is from one where a value is seen to be wrong, along what that was made of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from grader.submission.edits.edit import blocks_of


class _Placed(NamedTuple):
    """A statement, the function that it is of, and the blocks around it there."""

    statement: ast.stmt
    function: str
    around: tuple[ast.stmt, ...] = ()


def steps_back(tree: ast.Module, lines: Iterable[int]) -> dict[int, int]:
    """For each line that a value on one of these lines rests on, over how many others it does.

    What is read rests on all that binds or changes a name that it reads, on what the functions that
    it calls return, and on the blocks that it stands in; a parameter on the calls of its function.
    """
    known = list(_statements(tree.body))
    about = {id(placed.statement): placed for placed in known}
    wanted = set(lines)
    steps = {each: 0 for each, p in about.items() if wanted & set(_own_lines(p.statement))}
    givers: dict[str, list[ast.stmt]] = {}
    for placed in known:
        for name in _gives(placed):
            givers.setdefault(name, []).append(placed.statement)
    asked: set[str] = set()
    waiting = list(steps)
    for each in waiting:
        rests = _rests_on(about[each]) - asked
        asked |= rests  # SECURITY: or a thousand lines that change one name take a million steps
        for other in (*(s for name in rests for s in givers.get(name, ())), *about[each].around):
            if id(other) not in steps:
                steps[id(other)] = steps[each] + 1
                waiting.append(id(other))
    found: dict[int, int] = {}
    for each, count in steps.items():
        for line in _own_lines(about[each].statement):
            found[line] = min(count, found.get(line, count))
    return found


def _statements(
    body: Sequence[ast.stmt], function: str = "", around: tuple[ast.stmt, ...] = ()
) -> Iterator[_Placed]:
    for statement in body:
        yield _Placed(statement, function, around)
        for _, block in blocks_of(statement):
            match statement:
                case ast.FunctionDef(name=name):
                    yield from _statements(block, name)
                case ast.ClassDef():
                    yield from _statements(block, function)
                case _:
                    yield from _statements(block, function, (*around, statement))


def _rests_on(placed: _Placed) -> set[str]:
    """What a statement rests on: names in its function, attributes, what functions return."""
    statement, function, _ = placed
    if isinstance(statement, ast.FunctionDef):
        return {f"{statement.name} called"}
    read = _read(statement)
    return {_known_in(function, n) for n in read} | {f"{n.lstrip('.')} returns" for n in read}


def _gives(placed: _Placed) -> set[str]:
    """What rests on a statement, in the same words."""
    statement, function, _ = placed
    if isinstance(statement, ast.FunctionDef):
        arguments = (node for node in ast.walk(statement.args) if isinstance(node, ast.arg))
        return {_known_in(statement.name, argument.arg) for argument in arguments}
    found = {_known_in(function, name) for name in _written(statement)}
    found |= {f"{name.lstrip('.')} called" for name in _read(statement)}
    return found | ({f"{function} returns"} if isinstance(statement, ast.Return) else set())


def _known_in(function: str, name: str) -> str:
    """A name as its function knows it; an attribute is one in the whole file."""
    return name if name.startswith(".") else f"{function}: {name}"


def _own_lines(statement: ast.stmt) -> range:
    """The lines of a statement, of one that holds others those above them."""
    inner = [block[0].lineno for _, block in blocks_of(statement)]
    last = min(inner) - 1 if inner else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement, without those of the statements that it holds."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.stmt)]


def _read(statement: ast.stmt) -> set[str]:
    """The names that a statement reads, attributes with a dot."""
    found = _named(statement.target) if isinstance(statement, ast.AugAssign) else set()
    for node in _own_nodes(statement):
        match node:
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
                found |= _named(node)
    return found


def _written(statement: ast.stmt) -> set[str]:
    """The names that a statement binds, or that a method is called on, or a part of is set."""
    found: set[str] = set()
    for node in _own_nodes(statement):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner))):
                found |= _named(owner)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                found |= _named(node) if isinstance(node.ctx, ast.Store) else set()
    return found


def _named(node: ast.expr) -> set[str]:
    """What an expression is a part of."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.Attribute(attr=name):
            return {f".{name}"}
        case ast.Subscript(value=value) | ast.Call(func=value) | ast.Starred(value=value):
            return _named(value)
    return set()
