"""The statements of a notebook: which names each one binds, and which it needs, and when."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grader.submission.notebooks.cells import Code, NotebookError

MOST_STATEMENTS = 2000
MOST_TEXT = 1 << 20  # characters of all of them, each name of an import on a line of its own
_COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement at the top level of a cell.

    `now` are the names that it reads while it runs, `later` those that its functions read when
    they are called; `changes` are names of objects that it alters. What binds only `perhaps`
    (a branch, a loop) leaves an earlier binding in force.
    """

    position: int
    cell: int
    line: int
    text: str
    binds: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    perhaps: bool = False
    star: bool = False
    future: bool = False


@dataclass
class _Names:
    now: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)


def statements_of(codes: Iterable[Code]) -> list[Statement]:
    """The statements of all readable cells from top to bottom, one for each imported name.

    Raises:
        NotebookError: there are far too many, or too long ones.
    """
    found: list[Statement] = []
    length = 0
    for code in codes:
        for node in code.tree.body if code.tree else ():
            for piece in _pieces(code, node, len(found)):
                found.append(piece)
                length += len(piece.text)
                # SECURITY: thousands of names out of one endlessly named module would fill memory.
                if length > MOST_TEXT:
                    raise NotebookError(f"statements of more than {MOST_TEXT:,} characters")
            if len(found) > MOST_STATEMENTS:
                raise NotebookError(f"more than {MOST_STATEMENTS:,} statements")
    return found


def _pieces(code: Code, node: ast.stmt, position: int) -> Iterator[Statement]:
    cell = code.cell.number
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for offset, alias in enumerate(node.names):
            yield _import(node, alias, position + offset, cell)
        return
    line, text = _source(code, node)
    try:
        table = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # a `return` or an `await` outside a function: it defines nothing
    names = _collected(table)
    yield Statement(
        position=position,
        cell=cell,
        line=line,
        text=text,
        binds=frozenset(s.get_name() for s in table.get_symbols() if s.is_assigned()
                        or s.is_imported()),
        now=frozenset(names.now),
        later=frozenset(names.later),
        changes=frozenset(_changes(node)),
        perhaps=isinstance(node, (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match)),
    )  # fmt: skip


def _import(
    node: ast.Import | ast.ImportFrom, alias: ast.alias, position: int, cell: int
) -> Statement:
    """One name of an import alone, so that a plotting library beside it is left out."""
    if isinstance(node, ast.Import):
        alone: ast.stmt = ast.Import([alias])
    else:
        alone = ast.ImportFrom(node.module, [alias], node.level)
    star = alias.name == "*"
    return Statement(
        position=position,
        cell=cell,
        line=node.lineno,
        text=ast.unparse(alone),
        binds=frozenset() if star else frozenset({alias.asname or alias.name.split(".")[0]}),
        # `import torch.nn` leaves what `import torch` has bound, and adds to it.
        perhaps="." in alias.name and alias.asname is None,
        star=star,
        future=isinstance(node, ast.ImportFrom) and node.module == "__future__",
    )


def _source(code: Code, node: ast.stmt) -> tuple[int, str]:
    """The line and text of a statement, without what stands beside it on its lines."""
    decorators = getattr(node, "decorator_list", [])
    first = min((d.lineno for d in decorators), default=node.lineno)
    last = node.end_lineno or node.lineno
    lines = list(code.lines[first - 1 : last])
    lines[-1] = lines[-1].encode()[: node.end_col_offset].decode("utf-8", "replace")
    if not decorators:
        lines[0] = lines[0].encode()[node.col_offset :].decode("utf-8", "replace")
    return first, "\n".join(lines)


def _collected(module: symtable.SymbolTable) -> _Names:
    """The global names that a scope and those inside it read, by when they are read."""
    names = _Names()
    waiting = [(module, False)]
    # SECURITY: step by step; scopes nested a thousand times would be too deep for a recursion.
    while waiting:
        table, later = waiting.pop()
        kind = str(table.get_type())
        is_module = kind.endswith("module")
        later = later or ("function" in kind and table.get_name() not in _COMPREHENSIONS)
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (is_module or symbol.is_global()):
                (names.later if later else names.now).add(symbol.get_name())
        waiting += [(child, later) for child in table.get_children()]
    return names


def _changes(node: ast.stmt) -> Iterator[str]:
    """The names of objects that a statement alters without binding them anew.

    `Net.forward = f`, `table[0] = 1`, `@show.register`, `setattr(Net, ...)`, and a
    call of a method on plain arguments. A call inside a call may be a training: it is not run.
    """
    targets: list[ast.expr] = []
    match node:
        case ast.Assign(targets=found) | ast.Delete(targets=found):
            targets = found
        case ast.AugAssign(target=found) | ast.AnnAssign(target=found):
            targets = [found]
        case ast.FunctionDef(decorator_list=found) | ast.ClassDef(decorator_list=found):
            targets = [d.func if isinstance(d, ast.Call) else d for d in found]
        case ast.Expr(value=ast.Call(func=ast.Name("setattr"), args=[ast.Name(name), *_])):
            yield name
        case ast.Expr(value=ast.Call(func=ast.Attribute() as func) as call):
            if not any(isinstance(n, ast.Call) for n in ast.walk(call) if n is not call):
                targets = [func]
    for target in targets:
        root = target
        while isinstance(root, (ast.Attribute, ast.Subscript)):
            root = root.value
        if root is not target and isinstance(root, ast.Name):
            yield root.id
