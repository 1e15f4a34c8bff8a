"""The words that a course is written with, generated for docs/own-course.md from the code itself.

python -m grader.kit.vocabulary docs/own-course.md
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FunctionType

from grader import kit
from grader.examiner.calls import Call
from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner
from grader.examiner.randomness import Randomness
from grader.examiner.things import Things
from grader.findings import Case
from grader.findings.rules import KINDS
from grader.scenes import Sight

BEGIN, END = "<!-- vocabulary: begin (generated) -->", "<!-- vocabulary: end -->"
# What the engine alone asks of them.
_INNER = {
    "integer", "uniform", "given_weights", "training", "class_work", "close", "start_over",
    "passed", "draw",
}  # fmt: skip


def vocabulary() -> str:
    """The tables in Markdown: what is drawn, what a check asks, the kit, the kinds of calls."""
    parts = [
        _table("`draw` makes", (*_methods(Randomness), *_methods(Things), *_methods(Draw))),
        _table("A check asks `examiner`", _methods(Examiner)),
        _table("`see(work)` gives a `sight`, which tells", _methods(Sight, "of", "see")),
        _table(
            "`confirms=lambda case: ...` may ask", _methods(Case, "apart", "is_hidden", "orders")
        ),
        _table("`from grader.kit import`", _functions()),
        _table("A call can be told", _methods(Call)),
        "Kinds of calls: " + ", ".join(f"`{kind}`" for kind in sorted(KINDS)) + ".\n",
    ]
    return "\n".join([BEGIN, "", *parts, END])


def written(page: str) -> str:
    """A page with its tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    return before + vocabulary() + rest.partition(END)[2]


def _methods(cls: type, *hidden: str) -> Iterator[tuple[str, str]]:
    left_out = _INNER.union(hidden)
    for name, function in vars(cls).items():
        if isinstance(function, FunctionType) and not name.startswith("_") and name not in left_out:
            yield _called(name, function, skip=1), _first(function)


def _functions() -> Iterator[tuple[str, str]]:
    for name in kit.__all__:
        part = getattr(kit, name)
        if isinstance(part, FunctionType):
            yield _called(name, part, skip=0), _first(part)


def _called(name: str, function: FunctionType, skip: int) -> str:
    words = []
    for parameter in [*inspect.signature(function).parameters.values()][skip:]:
        plain = parameter.name if parameter.default is parameter.empty else f"{parameter.name}=..."
        stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(parameter.kind.name, "")
        words.append(stars + plain)
    return f"`{name}({', '.join(words)})`"


def _first(function: FunctionType) -> str:
    return " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())


def _table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {title} | |", "| --- | --- |", *(f"| {name} | {what} |" for name, what in rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(written(page.read_text(encoding="utf-8")), encoding="utf-8")
