"""Which edits there are, those first that are most likely to be what is missing."""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from grader.submission.edits.donors import (
    donors_for,
    parameters_by_position,
    renamed,
    twin_of,
)
from grader.submission.edits.edit import Draft, Edit, Unit, Writer
from grader.submission.edits.expressions import Expressions, Known
from grader.submission.edits.flow import steps_back
from grader.submission.edits.places import constants_of, neighbours, units_of
from grader.submission.edits.statements import Statements

# SECURITY: the text is a stranger's. Whatever it is like, no more is thought of and written.
LARGEST = 64 << 10
MOST_DRAFTS = 12_000
MOST_BYTES = 400_000  # of the edits that are written at a time

# How many of a kind of edit were the right one, over two thousand mutants and hand-made mistakes.
RATES = {
    "replace": 0.0765, "op+": 0.06, "insert+": 0.0489, "cmp+": 0.04, "replace+": 0.0329,
    "const": 0.02, "delete if": 0.02, "unwrap if": 0.02, "swap next": 0.0167, "call it": 0.0124,
    "swap args": 0.01, "attr+": 0.01, "bool": 0.01, "move": 0.0075, "delete": 0.0071,
    "in": 0.0065, "neg": 0.0064, "drop keyword": 0.005, "aug": 0.005, "insert": 0.0043,
    "cmp": 0.004, "add keyword": 0.004, "unwrap block": 0.0038, "drop arg": 0.0035,
    "insertown+": 0.0029, "op": 0.0023, "other const": 0.002, "factor": 0.0019, "iftest": 0.0018,
    "unneg": 0.0018, "replaceown+": 0.0018, "unwrap call": 0.0017, "index": 0.0016,
    "replaceown": 0.0014, "attr": 0.0014, "keep side": 0.0012, "replace-": 0.0011,
    "tuple swap": 0.0011, "out": 0.001, "insert-": 0.0008, "name": 0.0006, "wrap": 0.0005,
    "insertown": 0.0004, "insertown-": 0.0002, "replaceown-": 0.0001,
}  # fmt: skip
OTHER = 0.0005
FARTHEST = 8  # lines from where the fault was thought to be, beyond which all are alike
LINES_OF_A_STEP = 2  # as far as this is what a value there is made of
UNKNOWN = 4


def edits_of(
    source: str, names: Sequence[str], solution: str, near: Sequence[int], start: int, most: int
) -> list[Edit]:
    """The edits of a file from the `start`-th on, at most so many; none where it is no Python.

    names: the definitions that are at fault.
    solution: the text of the solution's file.
    near: the lines where the fault was thought to be.
    """
    if len(source) > LARGEST:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree, right = ast.parse(source), ast.parse(solution)
            written = _written(_ordered(tree, source, names, right, near), tree, names, right)
            return list(_within(islice(written, start, start + most)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _within(edits: Iterator[Edit]) -> Iterator[Edit]:
    left = MOST_BYTES
    for edit in edits:
        left -= len(edit.text)
        if left < 0:
            return
        yield edit


def _ordered(
    tree: ast.Module, source: str, names: Sequence[str], right: ast.Module, near: Sequence[int]
) -> list[Draft]:
    """The drafts, by how often such an edit was right and how near it is."""
    steps = steps_back(tree, near)
    units = units_of(tree, source, names)
    drafts = list(islice(_drafts(units, tree, names, right), MOST_DRAFTS))
    sizes = Counter(draft.kind for draft in drafts)

    def worth(draft: Draft) -> float:
        away = min((abs(draft.line - line) for line in near), default=UNKNOWN)
        away = min(away, LINES_OF_A_STEP * steps.get(draft.line, away))
        # Of a kind with few edits all are soon tried.
        rate = RATES.get(draft.kind, OTHER) + 0.15 / (20 + sizes[draft.kind])
        return rate / (1 + min(away, FARTHEST))

    return sorted(drafts, key=worth, reverse=True)


def _drafts(
    units: list[Unit], tree: ast.Module, names: Sequence[str], right: ast.Module
) -> Iterator[Draft]:
    known = Known.of(right)
    for unit in units:
        function = unit.function
        if function is None:
            gone = (unit.node, "value", ast.Constant(None))
            yield Draft(unit, "delete", unit.first, unit.last, (gone,), 1.3)
        else:
            twin = twin_of(function, unit.name, names, right)
            donors = donors_for(function, twin, tree)
            fitting = neighbours(twin) if twin else set()
            yield from Statements(unit, known, donors, fitting).drafts()
        yield from Expressions.of(unit, known).drafts()


def _written(
    drafts: list[Draft], tree: ast.Module, names: Sequence[str], right: ast.Module
) -> Iterator[Edit]:
    """The drafts as edits, each text of a unit once."""
    writers: dict[int, Writer] = {}
    constants = constants_of(tree) | _own_definitions(tree, names)
    for draft in drafts:
        unit = draft.unit
        if id(unit.node) not in writers:
            writers[id(unit.node)] = writer = Writer(_model(unit, names, right), constants)
            writer.know(unit)
        edit = writers[id(unit.node)].written(draft)
        if edit is not None:
            yield edit


def _own_definitions(tree: ast.Module, names: Sequence[str]) -> set[str]:
    """The functions and classes that nobody has asked for: what calls one rests on it."""
    nodes = (n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef)))
    own = {n.name for n in nodes if n in tree.body or isinstance(n, ast.FunctionDef)}
    return own - set(names)


def _model(unit: Unit, names: Sequence[str], right: ast.Module) -> str:
    """The solution's text of a function, with the learner's names for its parameters."""
    function = unit.function
    twin = twin_of(function, unit.name, names, right) if function else None
    if function is None or twin is None:
        return ""
    return ast.unparse(renamed(twin, parameters_by_position(twin, function)))
