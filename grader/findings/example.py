"""Mistakes as source: the examples of an entry in their places, or the solution written wrong."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Literal

from grader.examiner.solutions import Solutions
from grader.findings import Misconception
from grader.findings.rules import ALWAYS, Rules
from grader.findings.variants import Variant

Which = Literal["bad", "good"]
_KINDS = ("zero_grad", "backward", "step", "train", "eval")


def files_with(
    entry: Misconception, which: Which, solutions: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The solutions' files with the bad or the good example of an entry in its place."""
    example: str = getattr(entry, which)
    files = dict(solutions)
    if which == "bad":
        files |= {name: text.encode() for name, text in entry.beside.items()}
    if not example:
        del files[entry.file]
    elif entry.whole:
        files[entry.file] = example.encode()
    else:
        replace = with_answers if entry.file.endswith(".yaml") else in_place
        files[entry.file] = replace(files[entry.file].decode(), example).encode()
    return files


def with_answers(solution: str, example: str) -> str:
    """The solution's answers with the example's instead of those under the same keys."""
    for key in re.findall(r"^(\w+):", example, re.M):
        solution = re.sub(rf"^{key}:.*\n(?:[ \n].*\n|\n)*", "", solution, flags=re.M)
    return f"{solution}\n{example}"


def in_place(solution: str, example: str) -> str:
    """The solution's source with the example's definitions instead of its own of the same names.

    Imports go to the top, and what else the example defines before the definition that it serves.
    """
    places = {name: node for node in ast.parse(solution).body for name in _names(node)}
    imports: list[str] = []
    waiting: list[str] = []
    instead: dict[ast.stmt, str] = {}
    for node in ast.parse(example).body:
        text = "\n".join(_lines(example, node))
        place = next((places[name] for name in _names(node) if name in places), None)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            imports.append(text)
        elif place is None:
            waiting.append(text)
        else:
            instead[place] = "\n\n\n".join([*waiting, text])
            waiting = []
    return _assembled(solution, imports, instead, waiting)


def _assembled(
    solution: str, imports: list[str], instead: dict[ast.stmt, str], rest: list[str]
) -> str:
    """The lines of the solution, with some statements exchanged."""
    lines = solution.splitlines()
    for node in sorted(instead, key=lambda node: node.lineno, reverse=True):
        lines[_first_line(node) - 1 : node.end_lineno] = instead[node].splitlines()
    first = ast.parse(solution).body[:1]
    top = first[0].end_lineno or 0 if first and _is_docstring(first[0]) else 0
    lines[top:top] = ["", *imports] if imports else []
    return "\n".join([*lines, *(f"\n\n{text}" for text in rest)]) + "\n"


def _names(node: ast.stmt) -> list[str]:
    """What a statement defines at the top level of a file."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _lines(source: str, node: ast.stmt) -> list[str]:
    return source.splitlines()[_first_line(node) - 1 : node.end_lineno]


def _first_line(node: ast.stmt) -> int:
    """The first line of a statement, its decorators included."""
    decorated = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list
    return decorated[0].lineno if decorated else node.lineno


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def shown(solutions: Solutions, variant: Variant, file: str, function: str) -> str | None:
    """A file with a mistake in one of its functions; None where no text stands for it."""
    if variant.ways_off is not None:
        return None
    text = solutions.edited(variant.edits).text(file)
    for name, wrong in variant.instead:
        text = _replaced(text, name, textwrap.dedent(inspect.getsource(wrong)))
    for rules in variant.rules:
        changed = _ruled(text, function, rules)
        if changed is None:
            return None
        text = changed
    return text


def _replaced(text: str, name: str, source: str) -> str:
    """A module in which a function is another one."""
    (wrong,) = (n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef))
    wrong.decorator_list = []
    tree = ast.parse(text)
    for i, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            tree.body[i] = wrong
    return ast.unparse(ast.fix_missing_locations(tree))


def _ruled(text: str, function: str, rules: Rules) -> str | None:
    """The statements of a function dropped, doubled and moved as rules say."""
    table = dict(rules.table)
    tree = ast.parse(text)
    target = next(
        (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function), None
    )
    if target is None or rules.when != ALWAYS:
        return None
    known: dict[str, ast.stmt] = {}
    for node in ast.walk(target):
        if kind := _kind(node):
            known.setdefault(kind, node)  # type: ignore[arg-type]
    made = {call for calls in table.values() for call in calls}
    if not made <= known.keys() or not table.keys() <= {*known, "enter"}:
        return None
    _Rewrite(table, known).visit(target)
    start = 1 if ast.get_docstring(target) else 0
    target.body[start:start] = [known[call] for call in table.get("enter", ())]
    return ast.unparse(ast.fix_missing_locations(tree))


class _Rewrite(ast.NodeTransformer):
    def __init__(self, table: dict[str, tuple[str, ...]], known: dict[str, ast.stmt]) -> None:
        self.table, self.known = table, known

    def visit_Expr(self, node: ast.Expr) -> ast.AST | Iterable[ast.AST]:
        kind = _kind(node)
        if kind is None or kind not in self.table:
            return node
        calls = self.table[kind]
        made = [node if call == kind else self.known[call] for call in calls] or [ast.Pass()]
        if calls.count("backward") > 1:
            return [_keeping_graph(part) for part in made]
        return made


def _keeping_graph(statement: ast.AST) -> ast.stmt:
    text = ast.unparse(statement).replace("backward()", "backward(retain_graph=True)")
    return ast.parse(text).body[0]


def _kind(node: ast.AST) -> str | None:
    """The kind of call that a statement is."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in _KINDS:
            return name
    return None
