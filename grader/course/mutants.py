"""A right file with one place changed by rule, to find out whether a check would notice.

Operators, comparisons, constants and truth values become others; arguments are swapped or left
out; a statement is left out, or comes one later. Where there are marks only what stands between
them is changed: that is what a learner writes.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.course.marks import marked_blocks

_OPERATORS: tuple[type[ast.operator], ...] = (ast.Add, ast.Sub, ast.Mult, ast.Div)
_COMPARISONS: tuple[type[ast.cmpop], ...] = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq)

# What changes a node of a tree.
Change = Callable[[ast.AST, ast.AST], None]
Changes = Callable[[ast.AST], Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file: the line of the change, the statement there, what became of it, all."""

    line: int
    statement: str
    became: str
    text: str

    @property
    def name(self) -> str:
        """What an author knows it by."""
        return f"`{self.statement}` {self.became}"

    def __str__(self) -> str:
        return f"line {self.line}: {self.name}"


def mutants_of(
    text: str, *, marked: bool = True, changes: Changes | None = None
) -> Iterator[Mutant]:
    """Every mutant of a file that is another program; all of it is changed if it is not `marked`.

    changes: gives the changes of a node; those of this module where it is None.

    Lines are those of the text that was given; a mutant's own text is written anew.
    """
    tree, lines = ast.parse(text), text.splitlines()
    found = marked_blocks(lines) if marked else [(-1, len(lines))]
    blocks = [(begin + 1, end + 1) for begin, end in found]
    around = _statements(tree)
    seen = {ast.unparse(tree)}
    for number, node in enumerate(ast.walk(tree)):
        for change in (changes or _changes)(node) if _is_inside(node, blocks) else ():
            whole = copy.deepcopy(tree)
            nodes = [*ast.walk(whole)]
            place, statement = nodes[number], nodes[around[number]]
            before = ast.unparse(statement)
            change(place, whole)
            mutated = ast.unparse(ast.fix_missing_locations(whole))
            if mutated in seen:
                continue
            seen.add(mutated)
            became = _MOVED.get(change, "")
            after = ast.unparse(statement)
            # A change may be around the statement, and not in it.
            texts = (before, after) if after != before else (ast.unparse(tree), mutated)
            became = became or f"becomes `{_short(_other(*texts))}`"
            yield Mutant(getattr(place, "lineno", 0), _short(before), became, mutated)


def _is_inside(node: ast.AST, blocks: list[tuple[int, int]]) -> bool:
    return any(begin < getattr(node, "lineno", 0) < end for begin, end in blocks)


def _statements(tree: ast.AST) -> dict[int, int]:
    """By the number of a node the number of the innermost statement that it is a part of."""
    numbers = {id(node): number for number, node in enumerate(ast.walk(tree))}
    return {
        numbers[id(part)]: numbers[id(statement)]
        for statement in ast.walk(tree)  # from the outermost to the innermost
        if isinstance(statement, ast.stmt)
        for part in ast.walk(statement)
    }


def _other(before: str, after: str) -> str:
    """The first line of some code that is not as it was, and what follows it."""
    lines = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((new.strip() for old, new in lines if old != new), after)


def _short(code: str) -> str:
    """The first line of some code."""
    return code.partition("\n")[0]


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.BinOp(op=operator) if isinstance(operator, _OPERATORS):
            yield from (_field("op", other) for other in _OPERATORS if type(operator) is not other)
        case ast.Compare(ops=[operator]) if isinstance(operator, _COMPARISONS):
            others = (other for other in _COMPARISONS if type(operator) is not other)
            yield from (_comparison(other) for other in others)
        case ast.Constant(value=bool(value)):
            yield _value(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield _value(value + 1)
            yield _value(value - 1)
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            yield _bare
        case ast.AugAssign(op=operator) if isinstance(operator, _OPERATORS):
            yield from (_field("op", other) for other in _OPERATORS if type(operator) is not other)
            yield _left_out
        case ast.Call(func=ast.Attribute(), args=[], keywords=[]):
            yield _without_call
        case ast.Call(args=[_, _, *_]):
            yield _swapped
        case ast.keyword(arg=str()):
            yield _unsaid
        case ast.Return() | ast.FunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom():
            return
        case ast.Expr(value=ast.Constant()) | ast.Pass():  # without it nothing is different
            return
        case ast.stmt():
            yield _left_out
            yield _one_later


def _field(name: str, operator: type[ast.operator]) -> Change:
    return lambda place, _: setattr(place, name, operator())


def _comparison(operator: type[ast.cmpop]) -> Change:
    return lambda place, _: setattr(place, "ops", [operator()])


def _value(value: object) -> Change:
    return lambda place, _: setattr(place, "value", value)


def _bare(place: ast.AST, tree: ast.AST) -> None:
    """Without the sign, or the `not`."""
    put(tree, place, place.operand)  # type: ignore[attr-defined]


def put(tree: ast.AST, place: ast.AST, other: ast.AST) -> None:
    """Put another expression in the place of one."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is place:
                setattr(parent, name, other)
            elif isinstance(value, list) and place in value:
                value[value.index(place)] = other


def _without_call(place: ast.AST, tree: ast.AST) -> None:
    """What a method was called on, in the place of what it gives."""
    put(tree, place, place.func.value)  # type: ignore[attr-defined]


def _unsaid(place: ast.AST, tree: ast.AST) -> None:
    """A call without what was given by name."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and place in call.keywords:
            call.keywords.remove(place)


def _swapped(place: ast.AST, tree: ast.AST) -> None:
    """The first two arguments, in the other order."""
    place.args[:2] = place.args[1::-1]  # type: ignore[attr-defined]


def _left_out(place: ast.AST, tree: ast.AST) -> None:
    for block in blocks_of(tree, place):
        block[block.index(place)] = ast.Pass()


def _one_later(place: ast.AST, tree: ast.AST) -> None:
    for block in blocks_of(tree, place):
        i = block.index(place)
        after = block[i + 1 : i + 2]
        if after and not isinstance(after[0], ast.Return) and not _apart(place, after[0]):
            block[i], block[i + 1] = block[i + 1], block[i]


def _apart(one: ast.AST, other: ast.AST) -> bool:
    """Whether two assignments have nothing to do with each other: either may come first."""
    kinds = ast.Assign | ast.AnnAssign
    if not isinstance(one, kinds) or not isinstance(other, kinds):
        return False
    if all(any(isinstance(n, ast.Call) for n in ast.walk(part)) for part in (one, other)):
        return False  # each may change what the other sees
    return not (_written(one) & _named(other) or _written(other) & _named(one))


def _named(part: ast.AST) -> set[str]:
    """The names and attributes that a statement mentions."""
    names = {n.id for n in ast.walk(part) if isinstance(n, ast.Name)} - {"self"}
    return names | {n.attr for n in ast.walk(part) if isinstance(n, ast.Attribute)}


def _written(part: ast.Assign | ast.AnnAssign) -> set[str]:
    """The names and attributes that an assignment gives a value."""
    targets = part.targets if isinstance(part, ast.Assign) else [part.target]
    return {name for target in targets for name in _named(target)}


def blocks_of(tree: ast.AST, statement: ast.AST) -> list[list[ast.AST]]:
    """The block that a statement stands in."""
    found = []
    for parent in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and any(part is statement for part in block):
                found.append(block)
    return found


_MOVED: dict[Change, str] = {_left_out: "left out", _one_later: "comes one later"}
