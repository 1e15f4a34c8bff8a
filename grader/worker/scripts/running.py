"""Running a script as `__main__`, or a notebook's cells one after another in one such module."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
import traceback
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.abc import InspectLoader
from typing import Any

from grader.worker.patience import TooSlow
from grader.worker.scripts.record import Record

MOST_CELLS, LONGEST = 2000, 800
# Any error, where a cell is tagged as one that raises.
ANYTHING = "*"
_RUNS_PYTHON = re.compile(r"%%(?:time|timeit|capture|prun|python3?)\b")
_MAGIC = re.compile(r"[%!?](?=[\w%!?./ ])|[\w.]+\s*\?{1,2}\s*$")
_ASSIGNED = re.compile(r"(\w[\w, ]*=\s*)[%!]\s*\w")
_TEXTS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|#.*")
_RUN = re.compile(r"%run\s+(?:-i\s+)?['\"]?([^'\"\s]+)")
_WRITE = re.compile(r"%%writefile\s+(?:-a\s+)?['\"]?([^'\"\s]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of code that runs as a whole: a script, or a cell; and what it raises on purpose."""

    name: str
    text: str
    raises: str = ""


class _Loader(InspectLoader):
    """Runs a text in a module, under a file's name."""

    def __init__(self, part: Part, path: str) -> None:
        self._part, self._path = part, path

    def get_source(self, fullname: str) -> str:
        return self._part.text

    def get_code(self, fullname: str) -> types.CodeType:
        return self.source_to_code(self._part.text, self._path)


class Run:
    """One run of a script in its folder."""

    def __init__(self, folder: str, record: Record, part_begins: Callable[[bool], None]) -> None:
        """`part_begins` is called before each part, with whether others follow it."""
        self._folder, self._record, self._part_begins = folder, record, part_begins
        self.errors: list[dict[str, Any]] = []
        self.broken: set[str] = set()

    def run(self, parts: list[Part], file: str) -> None:
        """Run all parts in one `__main__`; what they raise is kept."""
        module = types.ModuleType("__main__")
        module.__file__ = os.path.join(self._folder, file)
        sys.modules["__main__"] = module
        if len(parts) > 1:
            vars(module)["get_ipython"] = _Shell
            vars(module)["display"] = _Display()
            vars(module)["_run_file"] = self._file
        for number, part in enumerate(parts):
            self._part_begins(number + 1 < len(parts))
            self._part(part, module)

    def _part(self, part: Part, module: types.ModuleType) -> None:
        try:
            _Loader(part, os.path.join(self._folder, part.name)).exec_module(module)
        except TooSlow:
            self._record.cuts(f"{part.name} was ended after its time")
        except SystemExit as end:
            if end.code not in (None, 0, False):
                self.errors.append(self._described(end, part))
        except BaseException as error:  # the process's outer edge: the script raised it
            self.errors.append(self._described(error, part))

    def _described(self, error: BaseException, part: Part) -> dict[str, Any]:
        """The type, text and place of an error."""
        file, line, function = part.name, None, ""
        for frame, number in traceback.walk_tb(error.__traceback__):
            name = frame.f_code.co_filename
            if name.startswith(self._folder + os.sep):
                file = name[len(self._folder) + 1 :]
                line, function = number, frame.f_code.co_name
        told: dict[str, Any] = {"type": type(error).__name__, "event": len(self._record.events)}
        if isinstance(error, SyntaxError) and line is None:
            inside = (error.filename or "").startswith(self._folder + os.sep)
            file = (error.filename or "")[len(self._folder) + 1 :] if inside else part.name
            line, told["source"] = error.lineno, (error.text or "")[:LONGEST]
        text = _text_of(error).replace(self._folder + os.sep, "")
        told |= {"text": text, "file": file, "line": line, "function": function}
        if isinstance(error, (ImportError, NameError, FileNotFoundError)):
            name = str(getattr(error, "name", "") or getattr(error, "filename", "") or "")
            told["name"] = name.replace(self._folder + os.sep, "")
        if isinstance(error, SystemExit):
            told["code"] = str(error.code)[:LONGEST]
        told["after_cut"] = bool(self._record.cut)
        told["expected"] = part.raises in (ANYTHING, told["type"])
        return told

    def _file(self, name: str) -> None:
        """`%run FILE`, in the same module."""
        path = os.path.join(self._folder, name)
        with open(path, encoding="utf-8") as file:
            _Loader(Part(name, file.read()), path).exec_module(sys.modules["__main__"])


class _Shell:
    """What `get_ipython()` gives: it does nothing with what it is asked."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


class _Display:
    """What `display` is in a notebook, as a function and as IPython's module of that name."""

    def __call__(self, *_: Any, **__: Any) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def _text_of(error: BaseException) -> str:
    # SECURITY: a script's own __str__ may raise; it is its own process that is told so.
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)[:LONGEST]
    except Exception as second:
        return f"(its text could not be read: {type(second).__name__})"


def parts_of(path: str, name: str, record: Record) -> list[Part]:
    """The parts of a script or of a notebook.

    Raises:
        ValueError: it is no notebook, or no text.
    """
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        text = file.read()
    if not name.endswith(".ipynb"):
        return [Part(name, text)]
    document = json.loads(text)
    cells = document.get("cells") if isinstance(document, dict) else None
    if not isinstance(cells, list):
        sheets = document.get("worksheets") if isinstance(document, dict) else None
        cells = sheets[0].get("cells") if isinstance(sheets, list) and sheets else None
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells")
    return list(_cells(cells[:MOST_CELLS], name, record))


def _brackets(line: str) -> int:
    """How many brackets a line opens more than it closes, beside its texts and comments."""
    bare = _TEXTS.sub("", line)
    return sum(bare.count(c) for c in "([{") - sum(bare.count(c) for c in ")]}")


def _cells(cells: list[Any], name: str, record: Record) -> Iterator[Part]:
    for number, cell in enumerate(cells, start=1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            text = "".join(map(str, source)) if isinstance(source, list) else str(source)
            label = f"{name} cell {number}"
            yield Part(label, python_of(text, label, record), _raises(cell, cells[number:]))


def _raises(cell: dict[str, Any], later: list[Any]) -> str:
    """The error that a cell raises on purpose: it is tagged so, or its author went on after it."""
    told = cell.get("metadata")
    tags = told.get("tags") if isinstance(told, dict) else None
    if isinstance(tags, list) and "raises-exception" in tags:
        return ANYTHING
    outputs = cell.get("outputs")
    recorded = [
        str(output.get("ename"))
        for output in (outputs if isinstance(outputs, list) else [])
        if isinstance(output, dict) and output.get("output_type") == "error"
    ]
    count = cell.get("execution_count")
    went_on = isinstance(count, int) and any(
        isinstance(other, dict) and isinstance(other.get("execution_count"), int)
        and other["execution_count"] > count
        for other in later
    )  # fmt: skip
    return recorded[-1] if recorded and went_on else ""


def python_of(text: str, label: str, record: Record) -> str:
    """A cell's text with what IPython alone reads in the place of a `pass` that does the same."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].strip() if lines else ""
    if written := _WRITE.match(opening):
        body = "\n".join(lines[first + 1 :])
        return f"open({written[1]!r}, 'w').write({body!r})"
    if opening.startswith("%%"):
        if not _RUNS_PYTHON.match(opening):
            record.cuts(f"{label}: {opening.split()[0]} was left out")
            return ""
        lines[first] = ""
    replaced = _replaced(lines, within=False)
    # A bracket in a text of several lines may have been taken for an open one.
    return replaced if _is_python(replaced) else _replaced(lines, within=True)


def _replaced(lines: list[str], *, within: bool) -> str:
    """The lines with Python in the place of magics, `within` brackets too."""
    told, depth = list(lines), 0
    for n, line in enumerate(lines):
        code = line.lstrip()
        indent = line[: len(line) - len(code)]
        goes_on = depth > 0 or (n > 0 and lines[n - 1].endswith("\\"))
        depth = max(0, depth + _brackets(line))
        if len(line) > LONGEST or (goes_on and not within):  # a `%` that begins it is Python's
            continue
        if run := _RUN.match(code):
            told[n] = f"{indent}_run_file({run[1]!r})"
        elif _MAGIC.match(code):
            told[n] = f"{indent}pass"
        elif (assigned := _ASSIGNED.match(code)) and "==" not in code:
            told[n] = f"{indent}{assigned[1]}[]"
    return "\n".join(told)


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
