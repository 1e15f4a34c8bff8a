"""Where a change of the solution shows in a learner's code: at the statement most like it.

Statements are compared by what they do (what is called, computed, compared, returned), whatever
their variables are called.
"""

from __future__ import annotations

import ast
import difflib
from collections import Counter

LEAST_ALIKE = 0.3  # of what two statements do: less says nothing

_PLAIN = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)


def line_like(solution: str, changed: str, tree: ast.Module | None, function: str) -> int | None:
    """The line of a learner's function that is most like what a change made of the solution."""
    theirs = _statements(tree, function)
    for wrong in _changed_statements(solution, changed, function):
        alike = max(((_likeness(wrong, s), -s.lineno) for s in theirs), default=(0.0, 0))
        if alike[0] > LEAST_ALIKE:
            return -alike[1]
    return None


def _changed_statements(solution: str, changed: str, function: str) -> list[ast.stmt]:
    """The statements of a changed solution on whose lines it differs from the right one."""
    lines: set[int] = set()
    matcher = difflib.SequenceMatcher(None, solution.splitlines(), changed.splitlines(), False)
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag != "equal":
            lines |= set(range(start + 1, max(end, start + 1) + 1))
    statements = _statements(ast.parse(changed), function)
    return [s for s in statements if lines & {*range(s.lineno, (s.end_lineno or s.lineno) + 1)}]


def _statements(tree: ast.Module | None, function: str) -> list[ast.stmt]:
    """The statements of a function that hold no other ones, in their order, no docstring."""
    found = [
        part
        for node in (tree.body if tree else ())
        if isinstance(node, ast.FunctionDef) and node.name == function
        for part in ast.walk(node)
        if isinstance(part, _PLAIN)
        and not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
    ]
    return sorted(found, key=lambda statement: statement.lineno)


def _likeness(one: ast.stmt, other: ast.stmt) -> float:
    """The share of what two statements do that both do."""
    first, second = _doings(one), _doings(other)
    return sum((first & second).values()) / max(sum((first | second).values()), 1)


def _doings(statement: ast.stmt) -> Counter[str]:
    """What a statement does, the kinds of calls and calculations twice as heavy."""
    found: Counter[str] = Counter()
    for node in ast.walk(statement):
        match node:
            case ast.Call(func=function):
                name = getattr(function, "attr", getattr(function, "id", ""))
                found[f"call {name}"] += 2
                found[f"call of {len(node.args)}"] += 1
            case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
                found[type(operator).__name__] += 2
            case ast.Compare(ops=[operator, *_]):
                found[type(operator).__name__] += 2
            case ast.Return() | ast.Assign():
                found[type(node).__name__] += 1
            case ast.Constant(value=value):
                found[repr(value)] += 1
            case ast.Attribute(attr=name):
                found[f".{name}"] += 1
    return found
