"""A misconception of a course of one's own, written as a way to get the solution wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeGuard

from grader.errors import CourseError
from grader.examiner.solutions import Edit
from grader.findings import DECLARED, Misconception, Sees
from grader.findings.rules import Rules
from grader.findings.variants import Variant, Ways

# Before all that the engine brings: whoever writes a mistake means it.
OWN_RANK = 5

Text = tuple[str, str]
Wrong = Callable[..., Any]


def mistake(
    code: str,
    believes: str,
    hints: str | Sequence[str],
    *,
    edit: Text | Sequence[Text] = (),
    calls: Mapping[str, Iterable[str]] | Sequence[Mapping[str, Iterable[str]]] = (),
    ways: Ways | None = None,
    message: str = "",
    why: str = "",
    confirms: Sees | None = None,
    at: Sequence[str] = (),
) -> Callable[[Wrong], Wrong]:
    """Declare a mistake; as a decorator, the function below is the solution's written wrong.

    believes: the misconception as the learner would say it. hints: one, or several, weakest first.
    edit: a text of the solution and the one in its place, or several such pairs; each has to stand
    there exactly once. calls: what takes the place of each kind of call, as in
    `{"zero_grad": (), "backward": ("zero_grad", "backward")}`, or several ways of it. ways: reads
    variants off what a student's code gave. confirms: what the trace or the source must show.
    at: the calls at whose line it is, where no statement of the learner's is like the edit.

    Raises:
        CourseError: something is not of the form that it has to have.
    """
    author = sys._getframe(1)
    _require_forms(f"{author.f_code.co_filename}:{author.f_lineno}: {code}", edit, ways, confirms)
    entry = Misconception(
        code=code,
        believes=believes,
        message=message.rstrip(".")
        or f'Your numbers come of this belief: "{believes.rstrip(".")}"',
        numbers=". Here {fact}.",
        hint=hints if isinstance(hints, str) else next(iter(hints), ""),
        why=why,
        mistakes=(*_variants(edit, calls), *([Variant(ways_off=ways)] if ways else ())),
        confirms=confirms,
        at=tuple(at),
        rank=OWN_RANK,
        line=author.f_lineno,
    )
    declared = author.f_globals.setdefault(DECLARED, [])
    declared.append(entry)
    return partial(_written_wrong, declared, entry)


def _written_wrong(declared: list[Misconception], entry: Misconception, function: Wrong) -> Wrong:
    """Note that a mistake is made by this function, in the place of the solution's."""
    variant = Variant(instead=((function.__name__, function),))
    declared[declared.index(entry)] = entry.with_mistake(variant)
    return function


def _variants(
    edit: Text | Sequence[Text],
    calls: Mapping[str, Iterable[str]] | Sequence[Mapping[str, Iterable[str]]],
) -> Iterator[Variant]:
    edits: list[Text] = [edit] if _is_text(edit) else [*edit]
    if edits:
        yield Variant(edits=tuple(Edit("", old, new) for old, new in edits))
    for table in [calls] if isinstance(calls, Mapping) else calls:
        if table:
            yield Variant(rules=(Rules.of(table),))


def _require_forms(place: str, edit: Any, ways: Any, confirms: Any) -> None:
    edits = [edit] if _is_text(edit) else edit
    if not all(isinstance(e, tuple) and [*map(type, e)] == [str, str] for e in edits):
        raise CourseError(f"{place}: edit: write (old, new), or a list of such pairs of texts")
    if not (ways is None or callable(ways)):
        raise CourseError(
            f"{place}: ways: is to be a function; several edits that belong together are a list in "
            "edit, and another way to get it wrong is another mistake"
        )
    if not (confirms is None or callable(confirms)):
        raise CourseError(f"{place}: confirms: is to be a function of one case: lambda case: ...")


def _is_text(edit: Text | Sequence[Text]) -> TypeGuard[Text]:
    return bool(edit) and isinstance(edit[0], str)
