"""The answers of explain.yaml, gathered from a notebook's cells."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator

from grader.notebooks.cells import Cell, Code
from grader.records import shipped_questions

EXPLANATION_CELL = "explanation"  # the grade_id of the free-text cell
_NAMES = {"predictions", "answers", "explain"}
_FENCES = ("```", "~~~")
# More text than this is no answer; what comes after it is not looked at.
MOST_TEXT = 256 << 10

Line = tuple[str, tuple[int, int] | None]


def predictions(cells: Iterable[Cell], codes: Iterable[Code]) -> Iterator[Line]:
    """The lines of explain.yaml with their places: of two answers to a question the last counts.

    Answers are YAML in a raw cell, in a markdown cell (plain or fenced), or in a text assigned
    to `predictions`; or a dict assigned to it. The cell that asks for the free text holds it.
    """
    given: dict[str, list[Line]] = {}
    by_cell = {code.cell.number: code for code in codes}
    looked_at = 0
    for cell in cells:
        looked_at += len(cell.text) if cell.kind != "code" else 0
        if looked_at > MOST_TEXT:
            break
        if cell.number in by_cell:
            for question, lines in _of_code(by_cell[cell.number]):
                given[question] = lines
        elif cell.grade_id == EXPLANATION_CELL and cell.kind == "markdown":
            given["explanation"] = [_text("explanation", cell.text, (cell.number, 1))]
        elif cell.kind in ("raw", "markdown"):
            for start, text in _yaml_in(cell):
                given.update(_answers(text, cell.number, start))
    for lines in given.values():
        yield from lines


def _yaml_in(cell: Cell) -> Iterator[tuple[int, str]]:
    """The parts of a cell that hold answers, with their first lines."""
    fenced = list(_fenced(cell.text)) if cell.kind == "markdown" else []
    yield from fenced or [(1, cell.text)]


def _fenced(text: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of markdown."""
    fence = ""
    block: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if fence and line.startswith(fence):
            yield number - len(block), "\n".join(block)
            fence = ""
        elif fence:
            block.append(line)
        elif line.startswith(_FENCES):
            fence, block = line[:3], []


def _answers(text: str, cell: int, start: int) -> Iterator[tuple[str, list[Line]]]:
    """The questions that stand in YAML, each with its lines up to the next one.

    What is not YAML stays as it is: it is told of when the answers are read.
    """
    if text.lstrip().startswith("{"):
        yield from _json_answers(text, (cell, start))
        return
    question_line = rf"^({'|'.join(shipped_questions())})\s*:"
    found = list(re.finditer(question_line, text, re.M))
    ends = [*(following.start() for following in found[1:]), len(text)]
    for question, end in zip(found, ends, strict=False):
        first = start + text.count("\n", 0, question.start())
        lines = text[question.start() : end].rstrip("\n").split("\n")
        yield question[1], [(line, (cell, first + n)) for n, line in enumerate(lines)]


def _json_answers(text: str, place: tuple[int, int]) -> Iterator[tuple[str, list[Line]]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    for question, answer in document.items():
        if question in shipped_questions() and isinstance(answer, (str, list)):
            yield question, [(f"{question}: {json.dumps(answer)}", place)]


def _of_code(code: Code) -> Iterator[tuple[str, list[Line]]]:
    """The answers in `predictions = ...`: a text of YAML or a dict of texts."""
    number = code.cell.number
    for node in code.tree.body if code.tree else ():
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str(text)) as value) if name in _NAMES:
                yield from _answers(text, number, value.lineno)
            case ast.Assign([ast.Name(name)], ast.Dict(keys, values)) if name in _NAMES:
                for key, answer in zip(keys, values, strict=True):
                    yield from _entry(key, answer, number)


def _entry(key: ast.expr | None, value: ast.expr, cell: int) -> Iterator[tuple[str, list[Line]]]:
    if not isinstance(key, ast.Constant) or key.value not in shipped_questions():
        return
    match value:
        case ast.Constant(str(text)):
            yield str(key.value), [_text(str(key.value), text, (cell, key.lineno))]
        case ast.List(parts) | ast.Tuple(parts):
            texts = [p.value for p in parts if isinstance(p, ast.Constant)]
            words = json.dumps([text for text in texts if isinstance(text, str)])
            yield str(key.value), [(f"{key.value}: {words}", (cell, key.lineno))]


def _text(question: str, text: str, place: tuple[int, int]) -> Line:
    return f"{question}: {json.dumps(text)}", place
