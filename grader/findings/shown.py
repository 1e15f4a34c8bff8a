"""A mistake as source: the solution's text as it would be written by whoever makes it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable

from grader.examiner.solutions import Solutions
from grader.findings.rules import ALWAYS, Rules
from grader.findings.variants import Variant

_KINDS = ("zero_grad", "backward", "step", "train", "eval")


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
