"""What can be read off a student's source with `ast`, under limits and without running it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

# SECURITY: what Python takes to parse some sources grows with the square of their length.
LARGEST = 64 << 10
MOST_STEPS = 8  # from what is returned to what it was made of
MOST_SIBLINGS = 20  # of a file, that are searched for what it lacks
_ENDLESS_NAME = re.compile(rb"(?:\.[\s\\]*+\w++[\s\\]*+){200}")


@lru_cache(maxsize=32)
def parsed(content: bytes) -> ast.Module | None:
    """The syntax tree of a file, or None where it has none or is too large; to be read only."""
    if len(content) > LARGEST or holds_endless_name(content):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(decoded(content))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def holds_endless_name(content: bytes) -> bool:
    """Whether there is a name with hundreds of dots, which nobody needs."""
    # SECURITY: Python takes the square of their number to read one with thousands.
    return _ENDLESS_NAME.search(content) is not None


def decoded(content: bytes) -> str:
    """Source text in its declared encoding, with what cannot be read replaced."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding, "replace")
    # SECURITY: a file may name a codec that makes no text of bytes (rot13, zlib).
    except (SyntaxError, LookupError, ValueError):
        return content.decode("utf-8", "replace")


def imported_files(files: Mapping[str, bytes], name: str) -> set[str]:
    """The files of the submission that a file imports, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    # SECURITY: each of two hundred files may take a moment to be parsed.
    while waiting and len(found) < MOST_SIBLINGS:
        tree = parsed(files.get(waiting.pop(), b""))
        for module in _imported_modules(tree) if tree else ():
            file = module.split(".")[0] + ".py"
            if file in files and file not in found:
                found.add(file)
                waiting.append(file)
    return found - {name}


def _imported_modules(tree: ast.Module) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return modules


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
    """The function of that name, or the `forward` of the class of that name."""
    found = definition(tree, name)
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
    elif isinstance(value, ast.Call) and not value.keywords:
        called = value.func
        of_self = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "self"
        if of_self or (isinstance(called, ast.Name) and called.id in handed):
            yield from (argument.id for argument in value.args if isinstance(argument, ast.Name))


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


def defined_names(tree: ast.Module | None) -> list[str]:
    """The functions and classes that a file defines at its top level."""
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


def defining_files(files: Mapping[str, bytes], name: str) -> list[tuple[str, int]]:
    """The files of a submission that define a name at their top level, with the line."""
    found = []
    likely = (f for f, text in sorted(files.items()) if f.endswith(".py") and name.encode() in text)
    for file in islice(likely, MOST_SIBLINGS):
        tree = parsed(files[file])
        for node in tree.body if tree else ():
            if getattr(node, "name", None) == name:
                found.append((file, node.lineno))
    return found
