"""Statements that may stand in a learner's function: the solution's, in the learner's names."""

from __future__ import annotations

import ast
import builtins
import copy
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from grader.submission.edits.places import SIMPLE, functions_in, locals_of, without_effect

MOST_DONORS = 80
MOST_WAYS = 24  # to give the learner's names to a statement's
MOST_NAMES = 6  # that one of its names may stand for
LONGEST = 90  # letters of a statement of the learner's own


@dataclass(frozen=True, slots=True)
class Donor:
    """A statement, its text, and whether it is one of the learner's own."""

    statement: ast.stmt
    text: str
    own: bool


def twin_of(function: ast.FunctionDef, name: str, solution: ast.Module) -> ast.FunctionDef | None:
    """The solution's function for one of the learner's; of a class the method of that name."""
    known = functions_in(solution).get(name, [])
    return next((f for f in known if f.name == function.name), known[0] if known else None)


def donors_for(
    function: ast.FunctionDef, name: str, tree: ast.Module, solution: ast.Module
) -> list[Donor]:
    """The statements that may stand in a function, each once."""
    twin = twin_of(function, name, solution)
    found: dict[str, Donor] = {}
    for own, statements in (
        (True, _of_the_learner(function, tree)),
        (False, _of_the_solution(function, twin, tree) if twin else ()),
    ):
        for statement in itertools.islice(statements, MOST_DONORS):
            text = ast.unparse(statement)
            if text not in found and (not own or len(text) < LONGEST):
                found[text] = Donor(statement, text, own)
    return list(found.values())


def _of_the_learner(function: ast.FunctionDef, tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements of the file's other functions, where all of their names are known here."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {n.id for n in nodes if isinstance(n.ctx, ast.Store)}
    known = set(locals_of(function)) | {n.id for n in nodes if n.id not in stored}
    for other in ast.walk(tree):
        if not isinstance(other, ast.FunctionDef) or other is function:
            continue
        for node in ast.walk(other):
            if not isinstance(node, SIMPLE) or isinstance(node.value, ast.Constant):
                continue
            if all(n.id in known for n in ast.walk(node) if isinstance(n, ast.Name)):
                yield node


def _of_the_solution(
    function: ast.FunctionDef, twin: ast.FunctionDef, tree: ast.Module
) -> Iterator[ast.stmt]:
    """The solution's, with parameters by position and its locals by each name that may be meant."""
    parameters = parameters_by_position(twin, function)
    theirs = [name for name in locals_of(twin) if name not in parameters]
    own = set(parameters.values())
    # A name that is used and never bound is what a missing statement should have bound.
    mine = [*_never_bound(function, tree), *(n for n in locals_of(function) if n not in own)]
    skipped = without_effect(twin)
    for node in ast.walk(twin):
        if not isinstance(node, (*SIMPLE, ast.Return)) or id(node) in skipped:
            continue
        names = dict.fromkeys(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
        used = [name for name in names if name in theirs]
        meant = [[name] if name in mine else mine[:MOST_NAMES] or [name] for name in used]
        for way in itertools.islice(itertools.product(*meant), MOST_WAYS):
            if len(set(way)) == len(way):
                yield renamed(node, dict(zip(used, way, strict=True)) | parameters)


def parameters_by_position(twin: ast.FunctionDef, function: ast.FunctionDef) -> dict[str, str]:
    """The solution's parameters, and what the learner calls each of them."""
    pairs = zip(twin.args.args, function.args.args, strict=False)
    return {theirs.arg: mine.arg for theirs, mine in pairs}


def renamed(statement: ast.stmt, names: dict[str, str]) -> ast.stmt:
    """A copy with other names."""
    made = copy.deepcopy(statement)
    for node in ast.walk(made):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return made


def _never_bound(function: ast.FunctionDef, tree: ast.Module) -> list[str]:
    bound = {*locals_of(function), *dir(builtins)}
    bound |= {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            bound |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    for statement in tree.body:
        if not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            bound |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    used = (node.id for node in ast.walk(function) if isinstance(node, ast.Name))
    return [name for name in dict.fromkeys(used) if name not in bound]
