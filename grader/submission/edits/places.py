"""Where a file may be edited: the functions that are asked for, nearest first."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from typing import Any

from grader.submission.edits.edit import Unit, blocks_of, lines_of

SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign)
# SECURITY: without these a function of thousands of statements would have millions of edits.
MOST_NODES = 700
MOST_UNITS = 24


def functions_in(tree: ast.Module) -> dict[str, list[ast.FunctionDef]]:
    """Each definition's functions by its name: itself, or a class's methods."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = [node]
        elif isinstance(node, ast.ClassDef):
            found[node.name] = [n for n in node.body if isinstance(n, ast.FunctionDef)]
    return found


def units_of(tree: ast.Module, source: str, names: Iterable[str]) -> list[Unit]:
    """What of a file may be edited where these names are at fault.

    The functions that they reach by name, nearest first, then the statements of their classes and
    the module's own.
    """
    lines = lines_of(source)
    functions = functions_in(tree)
    units, classes = [], []
    for name in _reached(tree, names):
        for function in functions[name]:
            indent = _indent(lines, function)
            if not is_blank(function.body) and _is_small(function):
                function.body = [n for n in function.body if not _is_text(n)]
                units.append(Unit(function, name, indent))
        classes += [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name]
    for body in (*(node.body for node in classes), tree.body):
        units += [Unit(node, "", _indent(lines, node)) for node in body if _is_alone(node, body)]
    return units[:MOST_UNITS]


def constants_of(tree: ast.Module) -> set[str]:
    """What the module and its classes bind by plain statements, an attribute with a dot."""
    found: set[str] = set()
    for node in tree.body:
        of_a_class = isinstance(node, ast.ClassDef)
        for statement in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(statement, SIMPLE):
                names = (n for n in ast.walk(statement) if isinstance(n, ast.Name))
                bound = {n.id for n in names if isinstance(n.ctx, ast.Store)}
                found |= {f".{name}" if of_a_class else name for name in bound}
    return found


def _indent(lines: list[str], node: ast.stmt) -> str:
    text = lines[node.lineno - 1]
    return text[: len(text) - len(text.lstrip(" \t"))]


def _is_alone(node: ast.stmt, body: list[ast.stmt]) -> bool:
    """Whether it is a plain statement, and no other one has a part of its lines."""
    if not isinstance(node, SIMPLE) or _is_text(node):
        return False
    last = node.end_lineno or node.lineno
    others = (other for other in body if other is not node)
    return not any(o.lineno <= last and node.lineno <= (o.end_lineno or 0) for o in others)


def _reached(tree: ast.Module, names: Iterable[str]) -> list[str]:
    """The definitions of a file that these names lead to, nearest first.

    A name leads to those that its own definition mentions, or what it is assigned.
    """
    leads: dict[str, list[ast.AST]] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            leads.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign):
            bound = (n for target in node.targets for n in ast.walk(target))
            for name in (n.id for n in bound if isinstance(n, ast.Name)):
                leads.setdefault(name, []).append(node.value)
    known = functions_in(tree)
    order = dict.fromkeys(names)
    waiting = list(order)
    for name in waiting:
        parts = (part for lead in leads.get(name, ()) for part in ast.walk(lead))
        for part in parts:
            found = part.id if isinstance(part, ast.Name) else ""
            if found in leads and found not in order:
                order[found] = None
                waiting.append(found)
    return [name for name in order if name in known]


def _is_small(function: ast.FunctionDef) -> bool:
    return sum(1 for _ in ast.walk(function)) <= MOST_NODES


def is_blank(body: list[ast.stmt]) -> bool:
    """Whether there is no code yet: what is to be written is no place."""
    return all(isinstance(node, ast.Pass) or _is_text(node) for node in body)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def without_effect(function: ast.AST) -> set[int]:
    """The ids of what an edit would change nothing by: docstrings and annotations."""
    found: set[int] = set()
    for node in ast.walk(function):
        for name in ("annotation", "returns"):
            part = getattr(node, name, None)
            if part is not None:
                found |= {id(inner) for inner in ast.walk(part)}
        if _is_text(node):
            found |= {id(inner) for inner in ast.walk(node)}
    return found


def parameters_of(function: Any) -> list[ast.arg]:
    """The parameters that may be given by position."""
    return [*function.args.posonlyargs, *function.args.args]


def locals_of(function: ast.AST) -> list[str]:
    """The parameters and the names that a function binds."""
    arguments = getattr(function, "args", None)
    names = [a.arg for a in (*parameters_of(function), *arguments.kwonlyargs)] if arguments else []
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
    return list(dict.fromkeys(names))


def head(statement: ast.AST) -> str:
    """A statement in two words: its kind, and what it calls or binds."""
    if not isinstance(statement, (*SIMPLE, ast.Return)):
        return type(statement).__name__
    value = statement.value
    called = value.func if isinstance(value, ast.Call) else None
    name = getattr(called, "attr", getattr(called, "id", type(value).__name__))
    return f"{type(statement).__name__} {name}"


def neighbours(function: ast.AST) -> set[tuple[str, str]]:
    """Which statements follow each other in a function, by their heads."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(function):
        for _, block in blocks_of(node):
            heads = [head(s) for s in block if not _is_text(s)]
            heads = [f"^{type(node).__name__}", *heads, f"${type(node).__name__}"]
            found |= set(itertools.pairwise(heads))
    return found
