"""The answers to the questions, gathered from a notebook's cells."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from grader.course.wanted import Wanted
from grader.submission.notebooks.cells import Code
from grader.submission.origin import EXPLANATION_CELL, Cell

_NAMES = ("predictions", "answers")  # or as the file is called
_FENCES = ("```", "~~~")
# More text than this is no answer; what comes after it is not looked at.
MOST_TEXT = 256 << 10

Line = tuple[str, tuple[int, int] | None]


def predictions(cells: Iterable[Cell], codes: Iterable[Code], wanted: Wanted) -> Iterator[Line]:
    """The lines of answers with their places: of two answers to a question the last counts.

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
            for question, lines in _of_code(by_cell[cell.number], wanted):
                given[question] = lines
        elif cell.grade_id == EXPLANATION_CELL and cell.kind == "markdown":
            given["explanation"] = [_text("explanation", cell.text, (cell.number, 1))]
        elif cell.kind in ("raw", "markdown"):
            for start, text in _yaml_in(cell):
                given.update(_answers(text, cell.number, start, wanted.questions))
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


def _answers(
    text: str, cell: int, start: int, questions: tuple[str, ...]
) -> Iterator[tuple[str, list[Line]]]:
    """The questions that stand in YAML, each with its lines up to the next one.

    What is not YAML stays as it is: it is told of when the answers are read.
    """
    if text.lstrip().startswith("{"):
        yield from _json_answers(text, (cell, start), questions)
        return
    question_line = rf"^({'|'.join(questions)})\s*:"
    found = list(re.finditer(question_line, text, re.M))
    ends = [*(following.start() for following in found[1:]), len(text)]
    first, at = start, 0
    for question, end in zip(found, ends, strict=False):
        # From the one before: counted from the start, thousands of them would take its square.
        first, at = first + text.count("\n", at, question.start()), question.start()
        lines = text[question.start() : end].rstrip("\n").split("\n")
        yield question[1], [(line, (cell, first + n)) for n, line in enumerate(lines)]


def _json_answers(
    text: str, place: tuple[int, int], questions: tuple[str, ...]
) -> Iterator[tuple[str, list[Line]]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    for question, answer in document.items():
        if question in questions and isinstance(answer, (str, list)):
            yield question, [(f"{question}: {json.dumps(answer)}", place)]


def _of_code(code: Code, wanted: Wanted) -> Iterator[tuple[str, list[Line]]]:
    """The answers in `predictions = ...`: a text of YAML or a dict of texts."""
    number, questions = code.cell.number, wanted.questions
    names = {*_NAMES, *(PurePosixPath(file).stem for file in wanted.contract.answers)}
    for node in code.tree.body if code.tree else ():
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str(text)) as value) if name in names:
                yield from _answers(text, number, value.lineno, questions)
            case ast.Assign([ast.Name(name)], ast.Dict(keys, values)) if name in names:
                for key, answer in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and key.value in questions:
                        yield from _entry(key, answer, number)


def _entry(key: ast.Constant, value: ast.expr, cell: int) -> Iterator[tuple[str, list[Line]]]:
    question = str(key.value)
    match value:
        case ast.Constant(str(text)):
            yield question, [_text(question, text, (cell, key.lineno))]
        case ast.List(parts) | ast.Tuple(parts):
            texts = [p.value for p in parts if isinstance(p, ast.Constant)]
            words = json.dumps([text for text in texts if isinstance(text, str)])
            yield question, [(f"{question}: {words}", (cell, key.lineno))]


def _text(question: str, text: str, place: tuple[int, int]) -> Line:
    return f"{question}: {json.dumps(text)}", place
