"""Where in a syntax tree something stands: a definition, a mention, a return."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator

MOST_STEPS = 8  # from what is returned to what it was made of


def definition_line(tree: ast.Module | None, name: str) -> int | None:
    """The line on which a file defines a name."""
    for node in ast.walk(tree) if tree else ():
        match node:
            case ast.FunctionDef(name=found) | ast.ClassDef(name=found) if found == name:
                return node.lineno
            case ast.Assign(targets=[ast.Name(id=found)]) if found == name:
                return node.lineno
    return None


def definition(tree: ast.Module | None, name: str) -> ast.FunctionDef | ast.ClassDef | None:
    """The last top-level function or class of that name: the one that counts."""
    for node in reversed(tree.body if tree else []):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            return node
    return None


def method(node: ast.AST | None, name: str) -> ast.FunctionDef | None:
    """The method of that name in a class."""
    for inner in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(inner, ast.FunctionDef) and inner.name == name:
            return inner
    return None


def working_part(tree: ast.Module | None, name: str) -> ast.FunctionDef | None:
    """The function of that name, or the `forward` that the class of that name has or inherits."""
    found = definition(tree, name)
    for _ in range(MOST_STEPS):
        if not isinstance(found, ast.ClassDef) or method(found, "forward"):
            break
        found = definition(tree, getattr(found.bases[0], "id", "")) if found.bases else None
    return found if isinstance(found, ast.FunctionDef) else method(found, "forward")


def return_line(tree: ast.Module | None, name: str) -> int | None:
    """Where a function, or the `forward` of a class, returns for the last time."""
    part = working_part(tree, name)
    lines = [n.lineno for n in ast.walk(part) if isinstance(n, ast.Return)] if part else []
    return max(lines, default=part.lineno if part else None)


def operation_line(tree: ast.Module | None, name: str) -> int | None:
    """Where what a function returns was last worked on: the return itself, or what led to it.

    A name leads to its last assignment, and a plain call of something that was handed in, or of a
    layer, to the last assignment of what it is given.
    """
    part = working_part(tree, name)
    returns = [n for n in ast.walk(part) if isinstance(n, ast.Return)] if part else []
    if part is None or not returns:
        return return_line(tree, name)
    last = max(returns, key=lambda node: node.lineno)
    handed = {argument.arg for argument in (*part.args.posonlyargs, *part.args.args)}
    line, value = last.lineno, last.value
    for _ in range(MOST_STEPS):
        names = list(_led_by(value, handed))
        found = [a for a in ast.walk(part) if _assigns(a, names) and a.lineno < line]  # type: ignore[attr-defined]
        if not found:
            break
        before = max(found, key=lambda node: node.lineno)  # type: ignore[attr-defined]
        line, value = before.lineno, before.value  # type: ignore[attr-defined]
        if isinstance(before, ast.AugAssign):
            break
    return line


def _led_by(value: ast.expr | None, handed: set[str]) -> Iterator[str]:
    """The names that a value is made of alone: one of them, or what a plain call makes of some."""
    if isinstance(value, ast.Name):
        yield value.id
    elif (alone := _taken_out(value)) is not None:
        yield alone
    elif isinstance(value, ast.Call) and not value.keywords:
        called = value.func
        of_self = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "self"
        if of_self or (isinstance(called, ast.Name) and called.id in handed):
            yield from (argument.id for argument in value.args if isinstance(argument, ast.Name))


def _taken_out(value: ast.expr | None) -> str | None:
    """The name whose number a value is, without the graph or the tensor around it."""
    match value:
        case ast.Call(func=ast.Name(id="float"), args=[ast.Name(id=name)]):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="item" | "detach"), args=[]):
            return name
    return None


def _assigns(node: ast.AST, names: Collection[str]) -> bool:
    """Whether a statement gives one of these names a value."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return name in names
    return False


def lines_of(
    tree: ast.Module | None, name: str, wanted: Callable[[ast.AST], bool], *, in_loop: bool = False
) -> list[int]:
    """The lines of what is wanted in a function; with `in_loop`, of what stands in its loops."""
    part: ast.AST | None = working_part(tree, name) if name else tree
    roots = [part] if part else []
    if in_loop:
        roots = [n for r in roots for n in ast.walk(r) if isinstance(n, (ast.For, ast.While))]
    found = {n for root in roots for n in ast.walk(root) if n is not root and wanted(n)}
    return sorted({n.lineno for n in found if isinstance(n, (ast.stmt, ast.expr))})


def blank_line(tree: ast.Module | None, name: str) -> int | None:
    """The line of a definition that holds no code: nothing, or in a module's `forward` nothing."""
    found = definition(tree, name)
    inner = method(found, "forward")
    if inner is not None and _is_blank(inner.body):
        return inner.lineno
    plain = isinstance(found, ast.FunctionDef) or (
        isinstance(found, ast.ClassDef) and [_last_name(b) for b in found.bases] == ["Module"]
    )
    return found.lineno if found and plain and _is_blank(found.body) else None


def _is_blank(body: list[ast.stmt]) -> bool:
    """Whether statements are a docstring, `pass`, `...`, `return` or `return None` alone."""
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Return) and _is_none(node.value))
        for node in body
    )


def _is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def use_line(tree: ast.Module | None, line: int | None) -> int | None:
    """Where the layer that is made on a line is called; the line itself where it makes none."""
    nodes = list(ast.walk(tree)) if tree else []
    made = {
        node.targets[0].attr
        for node in nodes
        if isinstance(node, ast.Assign) and node.lineno == line
        and isinstance(node.targets[0], ast.Attribute)
    }  # fmt: skip
    calls = (n.func for n in nodes if isinstance(n, ast.Call))
    used = [f.lineno for f in calls if isinstance(f, ast.Attribute) and f.attr in made]
    return min(used, default=line)


def defined_names(tree: ast.Module | ast.FunctionDef | ast.ClassDef | None) -> list[str]:
    """The functions and classes that a file, or a class, defines at its top level."""
    return [
        n.name
        for n in (tree.body if tree else ())
        if isinstance(n, (ast.FunctionDef, ast.ClassDef))
    ]


def mention_line(tree: ast.Module | None, names: Iterable[str], within: str = "") -> int | None:
    """The first line that mentions one of the names, inside a definition where it is given."""
    wanted = set(names)
    root: ast.AST | None = tree
    if tree and within:
        root = next((n for n in tree.body if getattr(n, "name", None) == within), tree)
    lines = [
        node.lineno
        for node in ast.walk(root) if root
        and (
            (isinstance(node, ast.Attribute) and node.attr in wanted)
            or (isinstance(node, ast.Name) and node.id in wanted)
            or (isinstance(node, ast.keyword) and node.arg in wanted)
            or (isinstance(node, ast.Constant) and node.value in wanted)
        )
    ] if root else []  # fmt: skip
    return min(lines, default=None)
