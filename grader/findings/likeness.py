"""Where a change of the solution shows in a learner's code: at the statement most like it.

Statements are compared by what they do (what is called, computed, compared, returned) and by which
parameters they do it with, whatever other variables are called. Values of one statement that stand
side by side are compared each by itself, and of each what the change has made new counts most.
"""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.submission.source import defined_names

LEAST_ALIKE = 0.3  # of what two statements do: less says nothing
THE_SAME = 0.85
NEW = 2  # so much more counts what a change made new

_PLAIN = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.Break)
_DOING = (ast.Call, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Subscript)
_MODULES = {"nn", "utils", "functional", "optim", "lr_scheduler"}
# A tensor's methods that do what an operator does.
_OPERATORS = {"add": "Add", "sub": "Sub", "mul": "Mult", "div": "Div", "matmul": "MatMult"}


class _Likeness(NamedTuple):
    """How much two pieces have in common, its share of what they do, and the line, negative.

    The more in common, and the less beside it, the larger; of equal ones that of the first line.
    """

    weight: float = 0.0
    share: float = 0.0
    line: int = 0


def line_like(
    solution: str,
    ways: Iterable[str],
    tree: ast.Module | None,
    function: str,
    shows: Iterable[str] = (),
) -> int | None:
    """The line of a learner's function that is most like what changes made of the solution.

    ways: the solution's text with each way to make the mistake. Of several changed places in one
    the first counts that shows anywhere: the others make up for it, and where something was left
    out there is nothing to be like. shows: statements as others write the mistake, which count
    where just the same stands.
    """
    ours = ast.parse(solution)
    right, names = _pieces(ours, function), _parameters(ours, function)
    theirs = _pieces(tree, function, *_helpers(tree, function, {*defined_names(ours)}))
    known = {ast.dump(node) for piece in right for node in ast.walk(piece)}

    def best(piece: ast.AST, others: list[ast.AST], least: float) -> _Likeness | None:
        alike = (_likeness(piece, other, names, known) for other in others)
        return max((a for a in alike if a.share >= least), default=None)

    written = [piece for text in shows for piece in ast.parse(text).body]
    for others in (theirs, _pieces(tree, *defined_names(tree))):
        found = [one for piece in written if (one := best(piece, others, THE_SAME))]
        if found:
            return -max(found).line
    for changed in ways:
        for pieces in _changed_pieces(solution, changed, function):
            alike = [one for piece in pieces if (one := best(piece, theirs, LEAST_ALIKE))]
            if alike:
                found.append(max(alike))
                break
    return -max(found).line if found else None


def _changed_pieces(solution: str, changed: str, function: str) -> list[list[ast.AST]]:
    """Of each place where a changed solution differs from the right one the pieces on its lines.

    Of several on one line those that are not in the right one, where there are any. What stands
    behind a place where something was left out comes last.
    """
    right = {ast.dump(piece) for piece in _pieces(ast.parse(solution), function)}
    wrong = _pieces(ast.parse(changed), function)
    matcher = difflib.SequenceMatcher(None, solution.splitlines(), changed.splitlines(), False)
    places = [(op[0] == "delete", *op[3:]) for op in matcher.get_opcodes() if op[0] != "equal"]
    found = []
    for _, start, end in sorted(places):
        lines = set(range(start + 1, max(end, start + 1) + 1))
        touched = [piece for piece in wrong if lines & _lines_of(piece)]
        found.append([piece for piece in touched if ast.dump(piece) not in right] or touched)
    return found


def _lines_of(piece: ast.AST) -> set[int]:
    start = getattr(piece, "lineno", 0)
    return {*range(start, (getattr(piece, "end_lineno", None) or start) + 1)}


def _helpers(tree: ast.Module | None, function: str, asked: set[str]) -> set[str]:
    """The learner's own definitions that one uses, directly or not; none that is asked for."""
    own = {node.name: node for node in _definitions(tree, {*defined_names(tree)} - asked)}
    found, waiting = set[str](), _definitions(tree, {function})
    while waiting:
        used = {n.id for n in ast.walk(waiting.pop()) if isinstance(n, ast.Name)} & {*own} - found
        found |= used
        waiting += [own[name] for name in used]
    return found


def _definitions(tree: ast.Module | None, names: set[str]) -> list[ast.FunctionDef | ast.ClassDef]:
    return [
        node
        for node in (tree.body if tree else ())
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in names
    ]


def _pieces(tree: ast.Module | None, *functions: str) -> list[ast.AST]:
    """What functions or classes do, piece by piece, in the order of their lines; no docstring."""
    found = [
        piece
        for node in _definitions(tree, {*functions})
        for part in ast.walk(node)
        for piece in _pieces_of(part)
    ]
    return sorted(found, key=lambda piece: getattr(piece, "lineno", 0))


def _pieces_of(part: ast.AST) -> Iterator[ast.AST]:
    """A statement, what its header asks, or each of the values that stand side by side in it."""
    match part:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Return(value=ast.Tuple(elts=parts)) | ast.Assign(value=ast.Tuple(elts=parts)):
            yield from [part] if all(isinstance(one, ast.Name) for one in parts) else parts
        case ast.If(test=asked) | ast.While(test=asked) | ast.For(iter=asked):
            yield asked
        case ast.With(items=items):
            yield from (item.context_expr for item in items)
        case _ if isinstance(part, _PLAIN):
            yield from _spread(part) or [part]


def _spread(part: ast.AST) -> list[ast.AST]:
    """The values of a statement over several lines, each with a line of its own; none on one."""
    if getattr(part, "lineno", 0) == getattr(part, "end_lineno", 0):
        return []
    match part:
        case ast.Assign(value=value) | ast.Expr(value=value) | ast.Return(value=ast.AST() as value):
            return _spread(value)
        case ast.Call(args=args, keywords=keywords):
            inner = [*args, *(keyword.value for keyword in keywords)]
        case ast.Dict(values=inner) | ast.List(elts=inner) | ast.Tuple(elts=inner):
            pass
        case _:
            return []
    return [piece for one in inner for piece in _spread(one) or [one]]


def _parameters(tree: ast.Module, function: str) -> frozenset[str]:
    """The names of the parameters of a function, or of a class's methods."""
    return frozenset(
        part.arg
        for node in _definitions(tree, {function})
        for part in ast.walk(node)
        if isinstance(part, ast.arg) and part.arg != "self"
    )


def _likeness(piece: ast.AST, other: ast.AST, names: frozenset[str], known: set[str]) -> _Likeness:
    """How alike a changed piece and one of a learner's are."""
    first, second = (_doings(ast.walk(node), names) for node in (piece, other))
    both = (first & second).total()
    fresh = _doings(_made_new(piece, known), names)
    common = both + NEW * (fresh & second).total()
    share = both / max((first | second).total(), 1)
    return _Likeness(common * share, share, -getattr(other, "lineno", 0))


def _made_new(node: ast.AST, known: set[str]) -> Iterator[ast.AST]:
    """What stands in the innermost expressions that the right solution does not have."""
    inner = [n for n in ast.walk(node) if isinstance(n, _DOING) and ast.dump(n) not in known]
    for one in inner:
        if not any(part in inner for part in ast.walk(one) if part is not one):
            yield from _but_known(one, known)


def _but_known(node: ast.AST, known: set[str]) -> Iterator[ast.AST]:
    """An expression and its parts, but for calculations that the right solution has as well."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, _DOING) and ast.dump(child) in known):
            yield from _but_known(child, known)


def _doings(nodes: Iterable[ast.AST], names: frozenset[str]) -> Counter[str]:
    """What some nodes do, the kinds of calls and calculations twice as heavy."""
    found: Counter[str] = Counter()
    nodes = [*nodes]
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    for node in nodes:
        match node:
            case ast.Call(func=function):
                # What a learner calls the parts of an object of their own is nobody's business.
                name = getattr(function, "attr", getattr(function, "id", ""))
                name = "part" if _is_own(function) else name
                operator = _OPERATORS.get(name.rstrip("_"))
                found[operator or f"call {name}"] += 2
                found[f"call of {len(node.args)}"] += not operator
            case ast.BinOp(op=operation) | ast.AugAssign(op=operation):
                found[type(operation).__name__] += 2
            case ast.Compare(ops=[operation, *_]):
                found["comparison"] += 1
                found[type(operation).__name__] += 1
            case ast.Return() | ast.Assign() | ast.Break():
                found[type(node).__name__] += 1
            case ast.keyword(arg=str(name)):
                found[f"{name}="] += 1
            case ast.Constant(value=value):
                found[repr(value)] += 1
            case ast.Attribute(attr=name) if not (_is_own(node) or node in called):
                found[f".{name}"] += name not in _MODULES
            case ast.Slice(lower=lower, upper=upper):
                found[f"slice {lower is None} {upper is None}"] += 1
            case ast.Name(id=name) if name in names:
                found[name] += 1
    return found


def _is_own(node: ast.AST) -> bool:
    """Whether an expression is a part of the object itself: `self.layers`."""
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"
