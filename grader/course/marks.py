"""The marks of the solutions: what a learner is to write stands between BEGIN and END SOLUTION.

They say what the contract of a course is: its files, and the functions and classes that hold
marks. A solution is parsed for that and never imported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path

from grader.course.contract import Contract, Definition, Parameter
from grader.course.shipped import CourseFolder, shipped_folder
from grader.errors import CourseError

Block = tuple[int, int]

_MARK = re.compile(r" *#+ *(?P<kind>BEGIN|END) SOLUTION *")


def exercise_files(folder: Path) -> list[Path]:
    """The exercise files of a folder: all but README.md and hidden files."""
    names = (path for path in folder.glob("[!.]*") if path.name != "README.md")
    return sorted(path for path in names if path.is_file())


def marked_blocks(lines: list[str]) -> Iterator[Block]:
    """The marked blocks, each as the indices of its BEGIN and its END line.

    Raises:
        CourseError: there are none, or a mark has no partner.
    """
    marks = [(n, mark["kind"]) for n, line in enumerate(lines) if (mark := _MARK.fullmatch(line))]
    if not marks:
        raise CourseError("line 1: no ### BEGIN SOLUTION; mark what the learner is to write")
    nothing = (len(lines), "")
    for (begin, first), (end, second) in zip_longest(marks[::2], marks[1::2], fillvalue=nothing):
        if first != "BEGIN":
            raise _unbalanced(begin, "END", "put ### BEGIN SOLUTION above its block")
        if second != "END":
            raise _unbalanced(begin, "BEGIN", "put ### END SOLUTION below its block")
        yield begin, end


def shipped_contract() -> Contract:
    """The contract of the course that mnist-grade comes with.

    Raises:
        CourseError: its solutions cannot be read.
    """
    try:
        return contract_of(shipped_folder())
    except CourseError as error:
        raise CourseError(f"{error}; install mnist-grade again") from None


@cache
def contract_of(folder: CourseFolder) -> Contract:
    """The contract of a course.

    Raises:
        CourseError: its solutions cannot be read.
    """
    return read_contract(folder.solutions)


@cache
def calls_of(folder: CourseFolder) -> dict[str, frozenset[str]]:
    """Which functions of the contract each one's solution calls."""
    nodes = nodes_of(folder)
    return {n: frozenset(_called(node) & nodes.keys() - {n}) for n, node in nodes.items()}


@cache
def nodes_of(folder: CourseFolder) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    """The syntax of each definition of the contract in its solution."""
    contract = contract_of(folder)
    files = dict.fromkeys(definition.file for definition in contract.definitions.values())
    trees = (ast.parse((folder.solutions / file).read_text(encoding="utf-8")) for file in files)
    return {
        node.name: node
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in contract.definitions
    }


@cache
def makes_of(folder: CourseFolder) -> dict[str, frozenset[str]]:
    """The names of the methods that each one's solution calls, by itself or through another's."""
    calls = calls_of(folder)
    own = {name: _methods_called(node) for name, node in nodes_of(folder).items()}
    return {name: _through(name, own, calls) for name in own}


def _methods_called(node: ast.AST) -> frozenset[str]:
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return frozenset(function.attr for function in calls if isinstance(function, ast.Attribute))


def _through(
    name: str,
    own: Mapping[str, frozenset[str]],
    calls: Mapping[str, frozenset[str]],
    seen: frozenset[str] = frozenset(),
) -> frozenset[str]:
    below = calls[name] - seen
    return own[name].union(*(_through(other, own, calls, seen | {name}) for other in below))


def _called(node: ast.AST) -> set[str]:
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}


def read_contract(solutions: Path) -> Contract:
    """The contract of the course whose solutions lie in a folder.

    Raises:
        CourseError: there are none, one cannot be read, or two define the same name.
    """
    files, definitions = exercise_files(solutions), dict[str, Definition]()
    if not files:
        raise CourseError(f"{solutions}: no solutions here; they say what a submission defines")
    for path in files:
        for name, definition in _definitions(path).items():
            if name in definitions:
                other = definitions[name].file
                line = _line_of(path, name)
                raise CourseError(
                    f"{path}: line {line}: {name} is defined in {other} too; rename one of them"
                )
            definitions[name] = definition
    return Contract(tuple(path.name for path in files), definitions)


def _definitions(path: Path) -> dict[str, Definition]:
    """The functions and classes of a solution that hold marks, in their order."""
    try:
        text = path.read_text(encoding="utf-8")
        blocks = list(marked_blocks(text.splitlines()))
        body = ast.parse(text).body if path.suffix == ".py" else []
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from None
    except SyntaxError as error:
        raise CourseError(
            f"{path}: line {error.lineno}: the solution is no Python: {error.msg}; mend this line"
        ) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CourseError(f"{path}: line {line}: holds a letter that is no UTF-8; save the file as "
                          "UTF-8") from None  # fmt: skip
    except (OSError, ValueError) as error:
        raise CourseError(f"{path}: the solution cannot be read: {error}") from None
    return {
        node.name: _definition(node, path.name)
        for node in body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _holds(node, blocks)
    }


def _line_of(path: Path, name: str) -> int:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    kinds = ast.FunctionDef | ast.ClassDef
    return next(node.lineno for node in body if isinstance(node, kinds) and node.name == name)


def _holds(node: ast.stmt, blocks: Iterable[Block]) -> bool:
    """Whether a statement has a marked block in it; the tree counts lines from 1."""
    return any(node.lineno <= begin + 1 <= (node.end_lineno or 0) for begin, _ in blocks)


def _definition(node: ast.FunctionDef | ast.ClassDef, file: str) -> Definition:
    if isinstance(node, ast.FunctionDef):
        return Definition(file, "function", tuple(_parameters(node.args)))
    own = (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
    parameters = [p for made in own for p in _parameters(made.args)]
    return Definition(file, "class", tuple(parameters[1:]))  # without self


def _parameters(given: ast.arguments) -> Iterator[Parameter]:
    """The parameters in the order in which they are written."""
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + given.defaults
    for number, (argument, default) in enumerate(zip(plain, defaults, strict=True)):
        only = number < len(given.posonlyargs)
        yield _parameter(argument, "positional-only" if only else "positional or keyword", default)
    if given.vararg:
        yield _parameter(given.vararg, "variadic positional")
    for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield _parameter(argument, "keyword-only", default)
    if given.kwarg:
        yield _parameter(given.kwarg, "variadic keyword")


def _parameter(argument: ast.arg, kind: str, default: ast.expr | None = None) -> Parameter:
    return Parameter(argument.arg, kind, ast.unparse(default) if default else None)


def _unbalanced(number: int, kind: str, remedy: str) -> CourseError:
    return CourseError(f"line {number + 1}: ### {kind} SOLUTION has no partner; {remedy}")
