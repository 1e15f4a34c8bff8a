"""The places of a function in which an expression stands, so that another one can stand there."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from grader.submission.edits.edit import Change, Unit, leaves
from grader.submission.edits.places import without_effect


class Slot(NamedTuple):
    """Where an expression stands: the field of its parent, and the place there if it is a list."""

    parent: Any
    field: str
    number: int | None
    value: ast.expr

    def becomes(self, other: ast.AST) -> Change:
        """The change by which another expression stands there."""
        if self.number is None:
            return self.parent, self.field, other
        old = getattr(self.parent, self.field)
        return self.parent, self.field, [*old[: self.number], other, *old[self.number + 1 :]]

    @property
    def is_called(self) -> bool:
        return isinstance(self.parent, ast.Call) and self.field == "func"

    @property
    def is_bound(self) -> bool:
        return isinstance(getattr(self.value, "ctx", None), (ast.Store, ast.Del))

    @property
    def is_alone(self) -> bool:
        """Whether it is a statement by itself."""
        return isinstance(self.parent, ast.Expr)


def slots_of(unit: Unit) -> Iterator[Slot]:
    """Every place of an expression, in the order of the text."""
    skipped = without_effect(unit.node)
    function = unit.function
    roots: Iterable[Slot] = ()
    if function is not None:
        defaults = enumerate(function.args.defaults)
        roots = (Slot(function.args, "defaults", i, value) for i, value in defaults)
        waiting: list[ast.AST] = list(reversed(function.body))
    else:
        waiting = [unit.node]
    yield from roots
    while waiting:
        node = waiting.pop()
        if id(node) in skipped:
            continue
        if isinstance(node, ast.If) and leaves(node.body) and not node.orelse:
            # With another condition the rest would be passed by; one too many is deleted whole.
            skipped |= {id(inner) for inner in ast.walk(node.test)}
        children: list[ast.AST] = []
        for name, value in ast.iter_fields(node):
            for number, part in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(part, ast.AST) and id(part) not in skipped:
                    children.append(part)
                    if isinstance(part, ast.expr):
                        yield Slot(node, name, number if isinstance(value, list) else None, part)
        waiting += reversed(children)
