"""Edits of whole statements: deleted, moved, put into or out of a block, replaced, inserted."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from grader.submission.edits.donors import Donor
from grader.submission.edits.edit import Change, Draft, Unit, between, blocks_of, leaves
from grader.submission.edits.expressions import Known
from grader.submission.edits.places import SIMPLE, head, without_effect

FARTHEST = 12  # statements that one is moved over
MOST_OF_A_BLOCK = 60  # statements of it that are edited
MOST_OF_DONORS = 2500  # edits of one block by statements of others
_COMPOUND = (ast.With, ast.If, ast.For, ast.While, ast.Try)
_DEFINITION = (ast.FunctionDef, ast.ClassDef)
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv)
_QUIET = ast.parse("with torch.no_grad():\n    pass").body[0]


@dataclass(frozen=True, slots=True)
class Block:
    """A block: the field `name` of `owner`, and the blocks around it with the statement in each."""

    owner: Any
    name: str
    outer: tuple[tuple[Block, ast.stmt], ...] = ()

    @property
    def body(self) -> list[ast.stmt]:
        body: list[ast.stmt] = getattr(self.owner, self.name)
        return body

    def becomes(self, body: Sequence[ast.stmt]) -> Change:
        """The change by which it holds other statements."""
        return self.owner, self.name, list(body) or [ast.Pass()]


@dataclass(slots=True)
class Statements:
    """The edits of a function's statements; `fitting` says which heads may follow each other."""

    unit: Unit
    known: Known
    donors: list[Donor]
    fitting: set[tuple[str, str]]
    without_effect: set[int] = field(init=False)
    here: set[str] = field(init=False)
    bound: set[str] = field(init=False)
    returns: bool = field(init=False)

    def __post_init__(self) -> None:
        self.without_effect = without_effect(self.unit.node)
        statements = [n for n in ast.walk(self.unit.node) if isinstance(n, ast.stmt)]
        self.here = {ast.unparse(statement) for statement in statements}
        self.bound = {_target(s) for s in statements if isinstance(s, ast.Assign)}
        self.returns = any(isinstance(s, ast.Return) and s.value is not None for s in statements)

    def drafts(self) -> Iterator[Draft]:
        """All of them, block by block."""
        return self._in_block(Block(self.unit.node, "body"))

    def _in_block(self, block: Block) -> Iterator[Draft]:
        for i, statement in islice(enumerate(block.body), MOST_OF_A_BLOCK):
            if id(statement) not in self.without_effect:
                yield from self._placed(block, i, statement)
                yield from self._out_and_in(block, i, statement)
                yield from self._changed(block, i, statement)
        yield from islice(
            chain(self._replaced(block), self._inserted(block)), MOST_OF_DONORS
        )  # fmt: skip
        for statement in block.body:
            if not isinstance(statement, ast.ClassDef):
                for name, _ in blocks_of(statement):
                    outer = (*block.outer, (block, statement))
                    yield from self._in_block(Block(statement, name, outer))

    def _draft(self, kind: str, place: tuple[int, int], size: float, *changes: Change) -> Draft:
        return Draft(self.unit, kind, *place, changes, size)

    # --- one statement ------------------------------------------------------------------------
    def _placed(self, block: Block, i: int, statement: ast.stmt) -> Iterator[Draft]:
        """Deleted, or elsewhere in its block."""
        body, place = block.body, between(statement)
        rest = body[:i] + body[i + 1 :]
        small = isinstance(statement, SIMPLE)
        kind = "delete if" if isinstance(statement, ast.If) else "delete"
        yield self._draft(kind, place, 1.3, block.becomes(rest))
        reach = 0 if isinstance(statement, _DEFINITION) else FARTHEST if small else 1
        for j in range(max(i - reach, 0), min(i + reach, len(rest)) + 1):
            if j == i or (j < len(rest) and id(rest[j]) in self.without_effect):
                continue
            moved = block.becomes([*rest[:j], statement, *rest[j:]])
            if abs(j - i) > 1:
                yield self._draft("move", place, 1.7, moved)
            else:
                pair = body[min(i, j)], body[max(i, j)]
                yield self._draft("swap next", between(*_headers(*pair)), 1.3, moved)

    def _out_and_in(self, block: Block, i: int, statement: ast.stmt) -> Iterator[Draft]:
        """Out of a block that it stands in, or into one that stands near."""
        if not isinstance(statement, (*SIMPLE, ast.Return)):
            return
        body, place = block.body, between(statement)
        rest = body[:i] + body[i + 1 :]
        for up, (outer, around) in enumerate(reversed(block.outer)):
            there = outer.body
            k = there.index(around)
            for after in (1, 0):
                moved = outer.becomes([*there[: k + after], statement, *there[k + after :]])
                size = 1.5 + 0.2 * up - 0.1 * after
                yield self._draft("out", place, size, block.becomes(rest), moved)
        for k in (i + 1, i - 1, i + 2, i - 2):
            if not 0 <= k < len(body) or not isinstance(body[k], _COMPOUND):
                continue
            inner: list[Any] = [body[k]]
            while inner[-1].body and isinstance(inner[-1].body[-1], (ast.For, ast.With, ast.If)):
                inner.append(inner[-1].body[-1])
            for owner in inner:
                for made in ([*owner.body, statement], [statement, *owner.body]):
                    size = 1.4 if abs(k - i) == 1 else 1.6
                    into = (owner, "body", made)
                    yield self._draft("in", place, size, into, block.becomes(rest))

    def _changed(self, block: Block, i: int, statement: ast.stmt) -> Iterator[Draft]:
        """A block around it gone or added, or another kind of assignment."""
        body, line = block.body, (statement.lineno, statement.lineno)

        def instead(kind: str, size: float, *made: Any) -> Draft:
            return self._draft(kind, line, size, block.becomes([*body[:i], *made, *body[i + 1 :]]))

        match statement:
            case ast.With() | ast.If() | ast.For() | ast.While() | ast.Try():
                other = getattr(statement, "orelse", [])
                kind = "unwrap if" if isinstance(statement, ast.If) else "unwrap block"
                yield instead(kind, 1.6, *statement.body, *other)
                if other:
                    yield instead(kind, 1.6, *statement.body)
                    yield instead(kind, 1.6, *other)
                if isinstance(statement, ast.If) and not leaves(statement.body):
                    opposite = ast.UnaryOp(ast.Not(), statement.test)
                    yield self._draft("iftest", line, 1.8, (statement, "test", opposite))
            case ast.AugAssign(target=target, op=operator, value=value):
                yield instead("aug", 1.0, ast.Assign([target], value, lineno=statement.lineno))
                for other in _OPERATORS:
                    if type(operator) is not other:
                        kind = "op+" if self.known.uses(statement, other) else "op"
                        yield self._draft(kind, line, 1.0, (statement, "op", other()))
            case ast.Assign(targets=[ast.Name() as target], value=value):
                yield instead("aug", 1.0, ast.AugAssign(target, ast.Add(), value))
                if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.UAdd):
                    yield instead("aug", 1.0, ast.AugAssign(target, ast.Add(), value.operand))
            case ast.Expr(value=ast.Attribute() | ast.Name() as value):
                yield self._draft(
                    "call it", line, 1.0, (statement, "value", ast.Call(value, [], []))
                )
        assert isinstance(_QUIET, ast.With)
        for upto in sorted({i + 1, len(body)}):
            inner = body[i:upto]
            if not any(isinstance(part, ast.FunctionDef) for part in inner):
                quiet = ast.With(_QUIET.items, inner, lineno=statement.lineno)
                changed = block.becomes([*body[:i], quiet, *body[upto:]])
                yield self._draft("no_grad block", line, 1.9, changed)

    # --- with a statement of the solution's, or of the learner's own ----------------------------
    def _replaced(self, block: Block) -> Iterator[Draft]:
        body = block.body
        for i, statement in islice(enumerate(body), MOST_OF_A_BLOCK):
            if not isinstance(statement, (*SIMPLE, ast.Return, ast.Pass)):
                continue
            if id(statement) in self.without_effect:
                continue
            for donor in self.donors:
                made = donor.statement
                returns = isinstance(made, ast.Return), isinstance(statement, ast.Return)
                if returns[0] != returns[1] or donor.text in self.here:
                    continue
                kind = _kind("replace", donor, _likeness(statement, made))
                changed = block.becomes([*body[:i], made, *body[i + 1 :]])
                yield self._draft(kind, between(statement), 2.4, changed)

    def _is_there_already(self, made: ast.stmt) -> bool:
        """Whether what it gives is given by another statement, in the place of which it belongs."""
        if isinstance(made, ast.Return):
            return self.returns
        if not isinstance(made, ast.Assign) or _target(made) not in self.bound:
            return False
        return _target(made) not in {ast.unparse(n) for n in ast.walk(made.value)}

    def _inserted(self, block: Block) -> Iterator[Draft]:
        body = block.body
        start = int(bool(body) and id(body[0]) in self.without_effect)
        owner = type(block.owner).__name__
        for donor in self.donors:
            made = donor.statement
            if self._is_there_already(made):
                continue
            known = 2.0 if donor.text not in self.here else 0.25
            for j in range(start, min(len(body), MOST_OF_A_BLOCK) + 1):
                if isinstance(made, ast.Return) and j < len(body):
                    continue
                before = body[j - 1] if j > start else block.owner
                after = body[j] if j < len(body) else None
                if _hides(made, before):
                    continue
                left = head(before) if j > start else f"^{owner}"
                right = head(after) if after else f"${owner}"
                fits = known * (2.0 if (left, head(made)) in self.fitting else 0.7)
                fits *= 2.0 if (head(made), right) in self.fitting else 0.7
                changed = block.becomes([*body[:j], made, *body[j:]])
                place = _gap(before, after, inside=j == start)
                draft = self._draft(_kind("insert", donor, fits), place, 2.0, changed)
                draft.added = donor.text
                yield draft


def _hides(made: ast.stmt, before: Any) -> bool:
    """Whether a statement binds anew what the one before it binds, wherever that goes wrong."""
    if not isinstance(before, ast.Assign) or not isinstance(made, ast.Assign):
        return False
    bound = {ast.unparse(n) for t in before.targets for n in getattr(t, "elts", [t])}
    used = {ast.unparse(n) for n in ast.walk(made.value)}
    return _target(made) in bound - used


def _kind(kind: str, donor: Donor, fits: float) -> str:
    """What an edit is called in the table of rates."""
    return f"{kind}{'own' if donor.own else ''}{'+' if fits >= 2 else '-' if fits < 0.5 else ''}"


def _likeness(statement: ast.stmt, other: ast.stmt) -> float:
    """How much alike two statements are, of which one is to take the other's place."""
    same = type(statement) is type(other)
    bound = same and isinstance(statement, (ast.Assign, ast.AugAssign))
    bound = bound and _target(statement) == _target(other)
    return (
        (2.0 if same else 0.4)
        * (2.0 if bound else 1.0)
        * (1.5 if head(statement) == head(other) else 1.0)
        * (2.0 if isinstance(statement, ast.Pass) else 1.0)
    )


def _target(statement: Any) -> str:
    found = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    return ast.unparse(found)


def _headers(first: ast.stmt, second: ast.stmt) -> tuple[ast.stmt, ast.stmt]:
    """Two statements; of one that holds others only what stands before these."""
    if isinstance(second, SIMPLE):
        return first, second
    return first, ast.Pass(lineno=second.lineno, end_lineno=second.lineno)


def _gap(before: Any, after: ast.stmt | None, *, inside: bool) -> tuple[int, int]:
    """The lines between which something is missing."""
    end: int = before.lineno if inside else before.end_lineno
    if inside and after is not None:
        # What a block begins with may stand far above its first statement.
        end = max(end, after.lineno - 1)
    last = end if after is None else after.lineno
    return min(end, last), max(end, last)
