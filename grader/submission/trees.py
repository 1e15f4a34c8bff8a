"""A syntax tree as plain values: what a reader has parsed, and the judge searches.

Nodes stand in a list, each after those inside of it, and name these by their places.
"""

from __future__ import annotations

import ast
from typing import Any

from grader.errors import WireError

# More than this has no tree: what searches one takes the longer, the more of it there is.
MOST_NODES, DEEPEST = 20_000, 200

_KINDS = {
    kind.__name__: kind
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
_PLACES = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_Plain = list[list[Any]]


def to_plain(tree: ast.Module) -> _Plain | None:
    """The nodes of a tree, or None where they are too many or nested too deeply."""
    order: list[ast.AST] = []
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        order += level
        level = [n for node in level for n in ast.iter_child_nodes(node) if not _is_bare(n)]
        if not level or len(order) + len(level) > MOST_NODES:
            break
    if level:
        return None
    order.reverse()
    numbers = {id(node): number for number, node in enumerate(order)}
    return [_node_to_plain(node, numbers) for node in order]


def _is_bare(node: ast.AST) -> bool:
    """Whether it is an operator, or says how a name is used: one object wherever it stands."""
    return not node._fields and not hasattr(node, "lineno")


def _node_to_plain(node: ast.AST, numbers: dict[int, int]) -> list[Any]:
    fields = [_value_to_plain(getattr(node, name, None), numbers) for name in node._fields]
    places = [getattr(node, name, None) for name in _PLACES] if hasattr(node, "lineno") else None
    return [type(node).__name__, places, fields]


def _value_to_plain(value: Any, numbers: dict[int, int]) -> Any:
    match value:
        case None | bool() | str():
            return value
        case ast.AST():
            bare = _is_bare(value)
            return {"bare": type(value).__name__} if bare else {"node": numbers[id(value)]}
        case list():
            return [_value_to_plain(part, numbers) for part in value]
        case int() if abs(value) < 1 << 53:
            return value
        case bytes():
            return {"bytes": value.hex()}
        case float():
            return {"float": repr(value)}
        case complex():
            return {"complex": [repr(value.real), repr(value.imag)]}
        case int():
            return {"int": hex(value)}
    return {"ellipsis": True}


def from_plain(plain: Any) -> ast.Module:
    """The tree again.

    Raises:
        WireError: it is none, or more than one that is searched.
    """
    # SECURITY: a reader that a stranger's text got hold of could give nodes that hold each other,
    # or one node many times over, and whoever walks them would not come to an end.
    try:
        return _from_plain(plain)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as error:
        raise WireError(f"no syntax tree: {type(error).__name__}") from None


def _from_plain(plain: _Plain) -> ast.Module:
    if len(plain) > MOST_NODES:
        raise ValueError("too many nodes")
    made: list[ast.AST | None] = []
    depths: list[int] = []
    for kind, places, fields in plain:
        depth = 0

        def build(value: Any) -> Any:
            nonlocal depth
            if isinstance(value, list):
                return [build(part) for part in value]
            if not isinstance(value, dict):
                return value
            ((what, told),) = value.items()
            if what != "node":
                return _CONSTANTS[what](told)
            node, made[told] = made[told], None
            depth = max(depth, depths[told] + 1)
            if node is None:
                raise ValueError("a node stands there twice")
            return node

        node = _KINDS[kind]()
        for name, value in zip(node._fields, fields, strict=True):
            setattr(node, name, build(value))
        for name, place in zip(_PLACES, places or (), strict=False):
            setattr(node, name, place)
        made.append(node)
        depths.append(depth)
        if depth > DEEPEST:
            raise ValueError("too deep")
    tree = made[-1]
    if not isinstance(tree, ast.Module):
        raise TypeError("no module")
    return tree


_CONSTANTS: dict[str, Any] = {
    "bare": lambda told: _KINDS[told](),
    "bytes": bytes.fromhex,
    "float": float,
    "complex": lambda told: complex(*map(float, told)),
    "int": lambda told: int(told, 16),
    "ellipsis": lambda told: ...,
}
