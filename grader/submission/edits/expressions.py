"""Edits of one expression: an operator, a number, a name, an argument, a call around it or gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.submission.edits.edit import Draft, Unit
from grader.submission.edits.places import locals_of
from grader.submission.edits.slots import Slot, slots_of

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv)
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_OPPOSITE = {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
_NUMBERS = (0, 1, 2, -1)
# Names of PyTorch's of which one is written in another's place.
_FAMILIES: tuple[frozenset[str], ...] = tuple(
    frozenset(family.split())
    for family in (
        "train eval", "argmax argmin", "sum mean", "no_grad enable_grad", "relu sigmoid tanh",
        "zero_grad step backward", "item detach backward", "flatten squeeze unsqueeze",
        "CrossEntropyLoss NLLLoss MSELoss", "cross_entropy nll_loss", "SGD Adam", "max min argmax",
        "size numel", "parameters buffers", "grad data", "dataset sampler", "training _modules",
    )
)  # fmt: skip
_OVER_A_DIMENSION = ("argmax", "argmin", "max", "min", "sum", "mean", "softmax")
_METHODS = tuple(
    ast.parse(f"x.{text}", mode="eval").body
    for text in (
        "item()", "sum()", "mean()", "relu()", "flatten(start_dim=1)", "argmax(dim=1)", "detach()",
        "dataset", "sum().item()",
    )
)  # fmt: skip
_SIZED = ("label", "image", "target", "y", "loader", "x", "batch", "data")
_COUNTING = ("count", "total", "seen", "num", "n")
MOST_FACTORS = 10
MOST_NAMES = 12
MOST_CONSTANTS = 12


Made = Iterator[tuple[str, float, ast.AST]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the solution offers to expressions: its numbers, attributes, and keywords by call.

    `operators` are its operators and comparisons, each with the kind of node that it is used in.
    """

    numbers: tuple[float, ...]
    attributes: frozenset[str]
    keywords: dict[str, list[ast.keyword]]
    methods: tuple[str, ...]
    operators: frozenset[tuple[type[ast.AST], type[ast.AST]]]

    def uses(self, node: ast.AST, operator: type[ast.AST]) -> bool:
        """Whether it has the operator in a node of that kind."""
        return (type(node), operator) in self.operators

    @classmethod
    def of(cls, solution: ast.AST) -> Known:
        """What stands in a solution."""
        nodes, keywords = list(ast.walk(solution)), dict[str, list[ast.keyword]]()
        for node in nodes:
            if isinstance(node, ast.Call):
                keywords.setdefault(_called(node), []).extend(node.keywords)
        numbers = {n.value for n in nodes if isinstance(n, ast.Constant) and _is_number(n.value)}
        attributes = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
        methods = {
            n.func.attr
            for n in nodes
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
            if not n.args and not n.keywords
        }
        constants = tuple(sorted(numbers))[:MOST_CONSTANTS]  # type: ignore[type-var]
        operators = {
            (type(node), type(operator))
            for node in nodes
            if isinstance(node, ast.BinOp | ast.AugAssign | ast.Compare)
            for operator in (node.ops if isinstance(node, ast.Compare) else [node.op])
        }
        return cls(
            constants, frozenset(attributes), keywords, tuple(sorted(methods)),  # type: ignore[arg-type]
            frozenset(operators),
        )  # fmt: skip


@dataclass(slots=True)
class Expressions:
    """The edits of the expressions of a function or a statement."""

    unit: Unit
    known: Known
    names: list[str]
    factors: list[ast.expr]

    @classmethod
    def of(cls, unit: Unit, known: Known) -> Expressions:
        """Those of a unit."""
        names = locals_of(unit.node) if unit.function else []
        return cls(unit, known, names[:MOST_NAMES], _factors(unit.node, names))

    def drafts(self) -> Iterator[Draft]:
        """All of them, in the order of the text."""
        for slot in slots_of(self.unit):
            line = slot.value.lineno
            for kind, size, made in self._made(slot):
                yield Draft(self.unit, kind, line, line, (slot.becomes(made),), size)
            if isinstance(slot.value, ast.Call):
                for part, kind, size, made in _arguments(slot.value):
                    place = part.lineno, part.lineno
                    yield Draft(self.unit, kind, *place, (slot.becomes(made),), size)

    def _made(self, slot: Slot) -> Made:
        value = slot.value
        match value:
            case ast.BinOp() | ast.Compare() | ast.UnaryOp() | ast.BoolOp() | ast.IfExp():
                yield from self._operation(value)
            case ast.Constant():
                yield from self._constant(slot, value)
            case ast.Name() if not slot.is_bound:
                yield from (("name", 1.2, _name(n)) for n in self.names if n != value.id)
            case ast.Attribute() if not slot.is_bound:
                yield from self._attribute(slot, value)
            case ast.Call():
                yield from self._call(slot, value)
            case ast.Tuple(elts=[first, second]) if not slot.is_bound:
                yield "tuple swap", 1.2, ast.Tuple([second, first], ast.Load())
                yield from (("keep side", 1.5, part) for part in (first, second))
            case ast.Subscript() if not slot.is_bound:
                yield "index", 1.5, value.value
        yield from self._wrapped(slot)

    def _operation(self, node: ast.expr) -> Made:
        match node:
            case ast.BinOp(left=left, op=operator, right=right):
                for other in _OPERATORS:
                    if type(operator) is not other:
                        kind = "op+" if self.known.uses(node, other) else "op"
                        yield kind, 1.0, ast.BinOp(left, other(), right)
                yield from (("keep side", 1.5, side) for side in (left, right))
            case ast.Compare(left=left, ops=[comparison, *more], comparators=others):
                alike = _OPPOSITE.get(type(comparison))
                for made in (*_COMPARISONS, *([alike] if alike else [])):
                    if type(comparison) is not made:
                        kind = "cmp+" if self.known.uses(node, made) else "cmp"
                        yield kind, 1.0, ast.Compare(left, [made(), *more], others)
            case ast.UnaryOp(
                op=ast.USub(), operand=ast.Constant(value=int(value) | float(value))
            ) if not isinstance(value, bool):
                yield from self._number(-value)
                yield "unneg", 1.0, node.operand
            case ast.UnaryOp(op=sign, operand=operand):
                yield "unneg", 1.0, operand
                if isinstance(sign, ast.UAdd):
                    yield "unneg", 1.0, ast.UnaryOp(ast.USub(), operand)
            case ast.BoolOp(op=word, values=[first, second]):
                other_word = ast.Or() if isinstance(word, ast.And) else ast.And()
                yield "bool", 1.0, ast.BoolOp(other_word, node.values)
                yield from (("keep side", 1.5, side) for side in (first, second))
            case ast.IfExp(body=body, orelse=other):
                yield from (("keep side", 1.5, side) for side in (body, other))

    def _number(self, value: float) -> Made:
        near = {value + 1, value - 1}
        for other in dict.fromkeys([*sorted(near), *self.known.numbers, *_NUMBERS]):
            if other != value or type(other) is not type(value):
                yield "const" if other in near else "other const", 1.0, ast.Constant(other)

    def _constant(self, slot: Slot, node: ast.Constant) -> Made:
        value = node.value
        if isinstance(value, bool):
            yield "bool", 1.0, ast.Constant(not value)
        elif isinstance(value, int | float):
            yield from self._number(value)
        elif value is None and isinstance(slot.parent, ast.Return):
            yield from (("name", 1.2, _name(name)) for name in self.names)

    def _attribute(self, slot: Slot, node: ast.Attribute) -> Made:
        alike = {name for family in _FAMILIES if node.attr in family for name in family}
        lower = node.attr[:1].islower()
        known = {name for name in self.known.attributes if name[:1].islower() == lower}
        for name in sorted((alike | known) - {node.attr}):
            kind = "attr+" if name in alike else "attr"
            yield kind, 1.0, ast.Attribute(node.value, name, ast.Load())
        if not slot.is_called and not slot.is_alone:
            yield "call it", 1.0, ast.Call(node, [], [])
            yield "unwrap call", 1.6, node.value

    def _call(self, slot: Slot, node: ast.Call) -> Made:
        args, keywords = node.args, node.keywords
        have = {keyword.arg for keyword in keywords}
        for keyword in self._keywords_for(_called(node)):
            if keyword.arg not in have:
                yield "add keyword", 1.6, ast.Call(node.func, args, [*keywords, keyword])
        if slot.is_alone:
            return
        for argument in args[:2]:
            if not isinstance(argument, ast.Starred):
                yield "unwrap call", 1.6, argument
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if owner is not None and (not isinstance(owner, ast.Name) or owner.id in self.names):
            yield "unwrap call", 1.6, owner

    def _keywords_for(self, called: str) -> list[ast.keyword]:
        more = list(self.known.keywords.get(called, ()))
        if called in _OVER_A_DIMENSION:
            more.append(ast.keyword("dim", ast.Constant(1)))
        if called.lower() == "flatten":
            more.append(ast.keyword("start_dim", ast.Constant(1)))
        return more

    def _wrapped(self, slot: Slot) -> Made:
        """With a call around it, or a factor beside it."""
        value, parent = slot.value, slot.parent
        kinds = (ast.Name, ast.Call, ast.Compare, ast.BinOp, ast.Attribute, ast.Subscript)
        parts = (ast.Attribute, ast.keyword, ast.Subscript, ast.withitem, ast.Expr)
        if slot.is_bound or slot.is_called or isinstance(parent, parts):
            return
        if not isinstance(value, kinds) or isinstance(parent, ast.For):
            return
        for method in _METHODS:
            yield "wrap", 1.9, _put_on(method, value)
        for name in self.known.methods:
            yield "wrap", 1.9, ast.Call(ast.Attribute(value, name, ast.Load()), [], [])
        for function in ("float", "len"):
            yield "wrap", 1.9, ast.Call(_name(function), [value], [])
        if isinstance(parent, (ast.AugAssign, ast.Assign, ast.Return, ast.Tuple, ast.BinOp)):
            for factor in self.factors:
                yield "factor", 1.8, ast.BinOp(value, ast.Mult(), factor)
                yield "factor", 1.8, ast.BinOp(value, ast.Div(), factor)
            yield "neg", 1.6, ast.UnaryOp(ast.USub(), value)


def _arguments(
    node: ast.Call,
) -> Iterator[tuple[ast.expr | ast.keyword, str, float, ast.AST]]:
    """The same call with an argument less, or two in the other order; at the line of each."""
    args, keywords = node.args, node.keywords
    for k, argument in enumerate(args[:-1]):
        swapped = [*args[:k], args[k + 1], argument, *args[k + 2 :]]
        yield argument, "swap args", 1.2, ast.Call(node.func, swapped, keywords)
    for k, keyword in enumerate(keywords):
        kept = keywords[:k] + keywords[k + 1 :]
        yield keyword, "drop keyword", 1.3, ast.Call(node.func, args, kept)
    if len(args) > 1 or isinstance(node.func, ast.Attribute):
        for k, argument in enumerate(args):
            fewer = args[:k] + args[k + 1 :]
            yield argument, "drop arg", 1.5, ast.Call(node.func, fewer, keywords)


def _factors(node: ast.AST, names: list[str]) -> list[ast.expr]:
    """What a number may be multiplied or divided by: lengths and counts."""
    calls = [n for n in ast.walk(node) if isinstance(n, ast.Call) and _called(n) == "len"]
    texts = [ast.unparse(call) for call in calls]
    texts += [f"len({name})" for name in names if any(word in name for word in _SIZED)]
    texts += [f"len({name}.dataset)" for name in names if "load" in name]
    texts += [name for name in names if any(word in name for word in _COUNTING)]
    chosen = list(dict.fromkeys(texts))[:MOST_FACTORS]
    return [ast.parse(text, mode="eval").body for text in chosen]


def _put_on(method: ast.expr, value: ast.expr) -> ast.expr:
    """A method or attribute of `x` as one of another expression."""
    match method:
        case ast.Call(func=function, args=args, keywords=keywords):
            return ast.Call(_put_on(function, value), args, keywords)
        case ast.Attribute(value=owner, attr=name):
            return ast.Attribute(_put_on(owner, value), name, ast.Load())
    return value


def _called(node: ast.Call) -> str:
    name: str = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())
