"""Outside the courses' folders no file of the package names an exercise, or a part of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.marks import shipped_contract
from grader.course.records import shipped_exercises, shipped_records

ROOT = Path(__file__).parent.parent
# The courses that ship, of which the engine knows nothing.
COURSES = ("grader/courses",)
ENGINE = sorted(
    path
    for path in (ROOT / "grader").rglob("*")
    if path.is_file()
    and path.suffix not in {".pyc", ".so", ".gz"}  # what is no text
    and not path.relative_to(ROOT).as_posix().startswith(tuple(f"{c}/" for c in COURSES))
    and path.relative_to(ROOT / "grader").parts[0] != "data"
)
# What PyTorch and its users call things, too: words that say no exercise by themselves.
CALLS = {"forward", "loss", "backward", "step"}
COMMON = {*CALLS, "train", "evaluate"}

SIDE = ROOT / "grader" / "datasets.py"

NAMES = [name for name in shipped_contract().definitions if name not in COMMON]
FILES = [*shipped_contract().files, "network.py"]  # the last is a common name of such a file


def forbidden() -> re.Pattern[str]:
    files = "|".join(map(re.escape, FILES))
    names = "|".join([*NAMES, "hidden_layer", "SimpleNN", "HiddenNN", "784"])
    return re.compile(
        rf"(?<![\w.-])(?:{files})(?![\w])|(?<![A-Za-z0-9_])(?:{names})(?![A-Za-z0-9_])"
    )


every_file = pytest.mark.parametrize("path", ENGINE, ids=lambda p: str(p.relative_to(ROOT)))
every_module = pytest.mark.parametrize(
    "path", [p for p in ENGINE if p.suffix == ".py"], ids=lambda p: str(p.relative_to(ROOT))
)


@every_file
def test_nothing_of_the_contract_and_no_size_of_an_image_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [f"{n}: {line.strip()}" for n, line in numbered(text) if forbidden().search(line)]
    assert found == []


@every_module
def test_how_long_an_image_is_stands_where_digits_are_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path == SIDE or re.search(r"\b28\b", text) is None


@every_module
def test_no_exercise_is_told_by_its_id(path: Path) -> None:
    assert list(told_apart(ast.parse(path.read_text(encoding="utf-8")))) == []


def numbered(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(text.splitlines(), start=1)


def told_apart(module: ast.Module) -> Iterator[str]:
    """Where an id stands that is nothing but an exercise's, or what is an exercise meets any id."""
    ids = set(shipped_exercises())
    for node in ast.walk(module):
        match node:
            case ast.Constant(str(text)) if text in ids - COMMON:
                yield f"{node.lineno}: {text!r}"
            case ast.Compare() if texts(node) & ids and "exercise" in ast.unparse(node):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Compare(left=ast.Attribute(attr="id")) if texts(node) & ids:
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Match(subject) if "exercise" in ast.unparse(subject):
                yield from (f"{node.lineno}: {text}" for text in texts(node) & ids)
            case ast.Tuple() | ast.List() | ast.Set() if (
                len(texts(node) & ids) > 3 and texts(node) & ids - CALLS
            ):
                yield f"{node.lineno}: a list of exercises"


def texts(node: ast.AST) -> set[str]:
    parts = ast.walk(node)
    return {p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)}


@pytest.mark.parametrize(
    "code",
    [
        "exercise.id == 'train'",
        "e.id in ('backward', 'step')",
        "kind = 'explain'",
        "match exercise_id:\n    case 'loss': pass",
        "ORDER = ['forward', 'loss', 'backward', 'step', 'train']",
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    assert list(told_apart(ast.parse(code)))


@pytest.mark.parametrize(
    "text",
    ["nn.Linear(784, 10)", "mend train.py", "def train_step(", "(SimpleNN)", "uses: hidden_layer"],
)
def test_names_are_found_wherever_they_stand(text: str) -> None:
    assert forbidden().search(text)


def test_every_record_of_the_course_is_looked_for() -> None:
    assert {record["file"] for record in shipped_records().values()} <= set(FILES)
