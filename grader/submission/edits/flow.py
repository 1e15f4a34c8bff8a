"""How far a line is from one where a value is seen to be wrong, along what that was made of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from grader.submission.edits.edit import blocks_of


def steps_back(tree: ast.Module, lines: Iterable[int]) -> dict[int, int]:
    """For each line that a value on one of these lines rests on, over how many others it does.

    What is read rests on all that binds or changes a name that it reads, on what the functions that
    it calls return, and on the blocks that it stands in.
    """
    known = list(_statements(tree.body, "", ()))
    wanted = set(lines)
    found = {id(s): 0 for s, _, _ in known if wanted & set(_own_lines(s))}
    returned: dict[str, list[ast.stmt]] = {}
    written: dict[tuple[str, str], list[ast.stmt]] = {}
    about = {id(s): (s, where, around) for s, where, around in known}
    asked: set[tuple[str, str]] = set()
    for statement, where, _ in known:
        if isinstance(statement, ast.Return):
            returned.setdefault(where, []).append(statement)
        for name in _written(statement):
            written.setdefault((_scope(where, name), name), []).append(statement)
    waiting = list(found)
    for each in waiting:
        statement, where, around = about[each]
        read = {(_scope(where, name), name) for name in _read(statement)} - asked
        asked |= read  # SECURITY: or a thousand lines that change one name take a million steps
        led = [s for key in read for s in written.get(key, ())]
        led += [s for _, name in read for s in returned.get(name.removeprefix("."), ())]
        for other in (*led, *around):
            if id(other) not in found:
                found[id(other)] = found[each] + 1
                waiting.append(id(other))
    steps: dict[int, int] = {}
    for each, count in found.items():
        for line in _own_lines(about[each][0]):
            steps[line] = min(count, steps.get(line, count))
    return steps


def _scope(where: str, name: str) -> str:
    """Where a name is known: an attribute in the whole file."""
    return "" if name.startswith(".") else where


def _statements(
    body: Sequence[ast.stmt], where: str, around: tuple[ast.stmt, ...]
) -> Iterator[tuple[ast.stmt, str, tuple[ast.stmt, ...]]]:
    """Each statement, the function that it is of, and the blocks around it there."""
    for statement in body:
        yield statement, where, around
        inside = isinstance(statement, (ast.FunctionDef, ast.ClassDef))
        for _, block in blocks_of(statement):
            if isinstance(statement, ast.FunctionDef):
                yield from _statements(block, statement.name, ())
            else:
                yield from _statements(block, where, () if inside else (*around, statement))


def _heads(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement, without those of the statements that it holds."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.stmt)]


def _own_lines(statement: ast.stmt) -> range:
    """The lines of a statement, of one that holds others those above them."""
    inner = [block[0].lineno for _, block in blocks_of(statement)]
    last = min(inner) - 1 if inner else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def _read(statement: ast.stmt) -> set[str]:
    """The names that a statement reads, attributes with a dot."""
    found = _named(statement.target) if isinstance(statement, ast.AugAssign) else set()
    for node in _heads(statement):
        match node:
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
                found |= _named(node)
    return found


def _written(statement: ast.stmt) -> set[str]:
    """The names that a statement binds, or that a method is called on, or a part of is set."""
    found: set[str] = set()
    for node in _heads(statement):
        match node:
            case (
                ast.Name(ctx=ast.Store())
                | ast.Attribute(ctx=ast.Store())
                | ast.Subscript(ctx=ast.Store())
            ):
                found |= _named(node)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner))):
                found |= _named(owner)
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
