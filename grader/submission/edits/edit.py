"""An edit, the draft that it is written from, and the part of a file that it writes anew."""

from __future__ import annotations

import ast
import itertools
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

# What is changed at once: of which object which field becomes what.
Change = tuple[Any, str, Any]
# What a form feed or a Unicode separator ends is no line for Python.
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+|\S")
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


class Edit(NamedTuple):
    """A change of one place: the lines `first` to `last` of a file become `text`.

    `line` to `end_line` is the place, all 1-based. `size` is how much is changed, `likeness` (0 to
    1) how much the function then looks like the solution's. `added` is the statement that is put
    in there, where that is all; the place is then a gap.
    """

    line: int
    end_line: int
    first: int
    last: int
    text: str
    size: float
    likeness: float
    added: str = ""


def edited(source: str, edit: Edit) -> str:
    """A file's text with an edit made."""
    lines = lines_of(source)
    return "\n".join([*lines[: edit.first - 1], edit.text, *lines[edit.last :]])


def lines_of(source: str) -> list[str]:
    """The lines as Python counts them."""
    return _END_OF_LINE.split(source)


@dataclass(frozen=True, slots=True)
class Unit:
    """A function, or a statement of the module, that an edit writes anew as a whole.

    `name` is that of the definition which it is, or is a method of; empty for the module's own.
    """

    node: ast.stmt
    name: str
    indent: str

    @property
    def function(self) -> ast.FunctionDef | None:
        """The function; None where it is a statement."""
        return self.node if isinstance(self.node, ast.FunctionDef) else None

    @property
    def first(self) -> int:
        """The first line, decorators included."""
        decorators = self.function.decorator_list if self.function else []
        return min([self.node.lineno, *(decorator.lineno for decorator in decorators)])

    @property
    def last(self) -> int:
        """The last line."""
        return self.node.end_lineno or self.node.lineno


@dataclass(slots=True)
class Draft:
    """An edit that is not written yet: in `changes` the tree as it would be.

    `kind` is what it is called in the table of rates, `added` the statement that it puts in.
    """

    unit: Unit
    kind: str
    line: int
    end_line: int
    changes: tuple[Change, ...]
    size: float
    added: str = ""


def between(first: ast.stmt, last: ast.stmt | None = None) -> tuple[int, int]:
    """The lines from the one statement to the end of the other, or of itself."""
    return first.lineno, max(first.lineno, (last or first).end_lineno or 0)


class Writer:
    """Writes drafts as edits, each text once."""

    def __init__(self, model: str, constants: set[str]) -> None:
        """`model` is the solution's text of what is edited, in the learner's names.

        `constants` are bound outside of it, attributes with a dot before them.
        """
        self._seen: set[str] = set()
        self._constants = constants
        self._pairs = _pairs(model)

    def know(self, unit: Unit) -> None:
        """Take a unit as it is for written already."""
        self._seen.add(_text_of(unit))

    def written(self, draft: Draft) -> Edit | None:
        """The edit; None where it gives what was there before, no code, or no proof."""
        unit, undo = draft.unit, [(o, name, getattr(o, name)) for o, name, _ in draft.changes]
        read, dead = _names(unit.node, ast.Load), _dead(unit.node)
        try:
            for place, name, value in draft.changes:
                setattr(place, name, value)
            text = _text_of(unit)
            # What is bound and read no more was passed by: the fault may as well lie in how it
            # came to be what it is, which nobody sees then.
            unread = read - _names(unit.node, ast.Load)
            bypass = bool(unread and unread & (self._constants | _names(unit.node, ast.Store)))
            bypass |= _dead(unit.node) > dead  # as is what nothing reaches any more
        except ValueError:  # an f-string that has no other spelling
            return None
        finally:
            for place, name, value in reversed(undo):
                setattr(place, name, value)
        if text in self._seen or bypass:
            return None
        self._seen.add(text)
        mine = _pairs(text)
        shared = 2 * (mine & self._pairs).total() / (mine.total() + self._pairs.total() or 1)
        place = draft.line, draft.end_line, unit.first, unit.last
        return Edit(*place, text, draft.size, round(shared, 4), draft.added)


def _text_of(unit: Unit) -> str:
    return textwrap.indent(ast.unparse(unit.node), unit.indent)


def _pairs(text: str) -> Counter[tuple[str, str]]:
    """Which words follow which, how often."""
    words = _WORD.findall(text)
    return Counter(itertools.pairwise(words))


def blocks_of(node: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The blocks that a statement holds, by the name of the field."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield name, block


def leaves(block: Sequence[ast.stmt]) -> bool:
    """Whether what follows a block is not reached by way of it."""
    return bool(block) and isinstance(block[-1], _LEAVING)


def _dead(node: ast.AST) -> int:
    """How many statements nothing reaches, after one that leaves their block."""
    blocks = [block for inner in ast.walk(node) for _, block in blocks_of(inner)]
    ends = (next((i for i, s in enumerate(b) if isinstance(s, _LEAVING)), len(b)) for b in blocks)
    return sum(max(len(b) - 1 - end, 0) for b, end in zip(blocks, ends, strict=True))


def _names(node: ast.AST, use: type[ast.expr_context]) -> set[str]:
    """The names that are read, or bound, attributes with a dot; defaults count as bindings."""
    found = set()
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name, ctx=context) if isinstance(context, use):
                found.add(name)
            case ast.Attribute(attr=name, ctx=context) if isinstance(context, use):
                found.add(f".{name}")
    arguments = getattr(node, "args", None)
    if use is ast.Store and isinstance(arguments, ast.arguments) and arguments.defaults:
        known = [*arguments.posonlyargs, *arguments.args]
        found |= {argument.arg for argument in known[-len(arguments.defaults) :]}
    return found
