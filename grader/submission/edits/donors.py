"""Statements that may stand in a learner's function: the solution's, in the learner's names."""

from __future__ import annotations

import ast
import builtins
import copy
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.submission.edits.places import (
    SIMPLE,
    functions_in,
    locals_of,
    parameters_of,
    without_effect,
)

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


def twin_of(
    function: ast.FunctionDef, name: str, names: Sequence[str], solution: ast.Module
) -> ast.FunctionDef | None:
    """The solution's function for one of the learner's; of a class the method of that name.

    For a function that the solution does not have it is the first of those that are asked for.
    """
    known = functions_in(solution)
    found = known.get(name) or next((known[n] for n in names if n in known), [])
    return next((f for f in found if f.name == function.name), found[0] if found else None)


def donors_for(
    function: ast.FunctionDef, twin: ast.FunctionDef | None, tree: ast.Module
) -> list[Donor]:
    """The statements that may stand in a function, each once; `twin` is the solution's."""
    found: dict[str, Donor] = {}
    for own, statements in (
        (True, _of_the_learner(function, tree)),
        (False, _counting(function)),
        (False, _beginning(function, tree)),
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


def _counting(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The samples of a batch added to what begins as a number, and stays that."""
    bound = [
        n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    times = Counter(name.id for name in bound)
    numbers = [name for name in _begun_as_numbers(function) if times[name] == 1]
    batch = [name for name in times if name == "y" or "label" in name or "target" in name]
    for name, of in itertools.product(numbers[:MOST_NAMES], batch[:1]):
        yield ast.parse(f"{name} += len({of})").body[0]


def _beginning(function: ast.FunctionDef, tree: ast.Module) -> Iterator[ast.stmt]:
    """A beginning for all that the function adds to and never binds: numbers, and lists."""
    stored = Counter(
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    )
    values, added = dict[str, str](), Counter[str]()
    missing = set(_never_bound(function, tree))
    for node in ast.walk(function):
        match node:
            case ast.AugAssign(target=ast.Name(id=name)):
                added[name] += 1
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append")):
                values |= {name: "[]"} if name in missing else {}
    known = {argument.arg for argument in parameters_of(function)}
    values |= {name: "0" for name in added if added[name] == stored[name] and name not in known}
    if values:
        names, begun = list(values), list(values.values())
        yield ast.parse(f"{', '.join(names)} = {', '.join(begun)}").body[0]


def _begun_as_numbers(function: ast.FunctionDef) -> Iterator[str]:
    """The names that a statement makes numbers, one or several at once."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = list(zip(names, values, strict=False))
            case ast.Assign(targets=[name], value=value):
                pairs = [(name, value)]
            case _:
                continue
        for left, right in pairs:
            if isinstance(left, ast.Name) and isinstance(right, ast.Constant):
                yield left.id


def _of_the_solution(
    function: ast.FunctionDef, twin: ast.FunctionDef, tree: ast.Module
) -> Iterator[ast.stmt]:
    """The solution's, with parameters by position and its locals by each name that may be meant."""
    parameters = parameters_by_position(twin, function)
    theirs = [name for name in locals_of(twin) if name not in parameters]
    own = set(parameters.values())
    # A name that is used and never bound is what a missing statement should have bound.
    mine = [*_never_bound(function, tree), *(n for n in locals_of(function) if n not in own)]
    attributes = _attributes_of(function, tree)
    skipped = without_effect(twin)
    for node in ast.walk(twin):
        if not isinstance(node, (*SIMPLE, ast.Return)) or id(node) in skipped:
            continue
        names = dict.fromkeys(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
        used = [name for name in names if name in theirs]
        used += [f".{n}" for n in dict.fromkeys(_attributes(node)) if attributes]
        meant = [
            [name] if name in known else known[:MOST_NAMES] or [name]
            for name in used
            for known in [attributes if name.startswith(".") else mine]
        ]
        for way in itertools.islice(itertools.product(*meant), MOST_WAYS):
            if len(set(way)) == len(way):
                yield renamed(node, dict(zip(used, way, strict=True)) | parameters)


def parameters_by_position(twin: ast.FunctionDef, function: ast.FunctionDef) -> dict[str, str]:
    """The solution's parameters, and what the learner calls each of them.

    Those of a function by another name are what is called the same there.
    """
    theirs, mine = ([a.arg for a in parameters_of(each)] for each in (twin, function))
    if twin.name != function.name:
        return {name: name for name in theirs if name in locals_of(function)}
    return dict(zip(theirs, mine, strict=False))


def renamed(statement: ast.stmt, names: dict[str, str]) -> ast.stmt:
    """A copy with other names; those of the attributes of `self` begin with a dot."""
    made = copy.deepcopy(statement)
    for node in ast.walk(made):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.Attribute) and _is_self(node.value):
            node.attr = names.get(f".{node.attr}", f".{node.attr}").removeprefix(".")
    return made


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _attributes(node: ast.AST) -> Iterator[str]:
    """The attributes of `self` that are made use of."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and _is_self(inner.value):
            yield inner.attr


def _attributes_of(function: ast.FunctionDef, tree: ast.Module) -> list[str]:
    """Those of a method's class, with a dot; what is used and never bound comes first."""
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    own = next((node for node in classes if function in node.body), None)
    if own is None:
        return []
    nodes = (node for node in ast.walk(own) if isinstance(node, ast.Attribute))
    bound = {n.attr for n in nodes if _is_self(n.value) and isinstance(n.ctx, ast.Store)}
    found = dict.fromkeys(_attributes(own))
    return [f".{name}" for name in sorted(found, key=lambda name: name in bound)]


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
