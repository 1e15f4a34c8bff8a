"""A misconception of a course of one's own, written as a way to get the solution wrong."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import Any, TypeGuard

from grader.errors import CourseError
from grader.examiner.solutions import Edit
from grader.findings import Case, Misconception, Sees
from grader.findings.authored import DECLARED
from grader.findings.rules import Rules
from grader.findings.variants import Variant, Ways

# Before all that the engine brings: whoever writes a mistake means it.
OWN_RANK = 5
_MESSAGE = 'Your numbers come of this belief: "{}"'

Text = tuple[str, str]
Texts = Text | Sequence[Text] | Sequence[Sequence[Text]]
Tables = Mapping[str, Iterable[str]] | Sequence[Mapping[str, Iterable[str]]]
Wrong = Callable[..., Any]


def mistake(
    code: str,
    believes: str,
    hints: str | Sequence[str],
    *,
    edit: Texts = (),
    calls: Tables = (),
    ways: Ways | None = None,
    message: str = "",
    why: str = "",
    confirms: Sees | None = None,
    sees: Sees | None = None,
    at: Sequence[str] = (),
    shows: Sequence[str] = (),
) -> Callable[[Wrong], Wrong]:
    """Declare a mistake; as a decorator, the function below is the solution's written wrong.

    believes: the misconception as the learner would say it. hints: one, or several, weakest first.
    edit: (old, new) of the solution's text, each old there exactly once, or several such pairs; a
    list of such lists is several ways to make it. calls: what takes the place of each kind of call:
    `{"zero_grad": ()}`, or several ways of it. ways: reads variants off what code gave. confirms:
    what trace or source must show. sees: tells it from what came back, where numbers are chance.
    at: the calls on whose line it is, if nothing is like the edit. shows: statements of others.

    Raises:
        CourseError: something is not of the form that it has to have.
    """
    author = sys._getframe(1)
    _require_forms(f"{_place(author)}: {code}", edit, ways, confirms, sees, shows)
    entry = Misconception(
        code=code,
        believes=believes,
        message=message.rstrip(".") or _MESSAGE.format(believes.rstrip(".")),
        numbers=". Here {fact}.",
        hint=hints if isinstance(hints, str) else next(iter(hints), ""),
        steps=() if isinstance(hints, str) else tuple(hints),
        why=why,
        mistakes=tuple(_variants(edit, calls, ways)),
        confirms=confirms,
        sees=sees and partial(_sees, sees),
        at=tuple(at),
        shows=tuple(shows),
        rank=OWN_RANK,
    )
    return _declared(author, entry)


def _declared(author: FrameType, entry: Misconception) -> Callable[[Wrong], Wrong]:
    declared = author.f_globals.setdefault(DECLARED, [])
    declared.append(replace(entry, line=author.f_lineno))
    return partial(_written_wrong, declared, declared[-1])


def _place(author: FrameType) -> str:
    return f"{author.f_code.co_filename}:{author.f_lineno}"


def _written_wrong(declared: list[Misconception], entry: Misconception, function: Wrong) -> Wrong:
    """Note that a mistake is made by this function, in the place of the solution's."""
    variant = Variant(instead=((function.__name__, function),))
    declared[declared.index(entry)] = entry.with_mistake(variant)
    return function


def _sees(sees: Sees, case: Case) -> bool:
    """What an author reads off a student's numbers; off forged ones, that it is not so."""
    try:
        return sees(case)
    except (LookupError, TypeError, ValueError, AttributeError, RuntimeError):
        # SECURITY: a sight is what a student's process says; a forged one, without the keys or
        # shapes that a mistake is told by, must not end the judge.
        return False


def _variants(edit: Texts, calls: Tables, ways: Ways | None) -> Iterator[Variant]:
    for edits in _ways(edit):
        yield Variant(edits=tuple(Edit("", old, new) for old, new in edits))
    for table in [calls] if isinstance(calls, Mapping) else calls:
        if table:
            yield Variant(rules=(Rules.of(table),))
    if ways:
        yield Variant(ways_off=ways)


def _ways(edit: Any) -> list[Sequence[Text]]:
    """The edits of each way to make a mistake; as they were given where they have no such form."""
    if not edit:
        return []
    if _is_text(edit):
        return [[edit]]
    return [*edit] if all(isinstance(way, list) for way in edit) else [edit]


def _require_forms(place: str, edit: Any, ways: Any, confirms: Any, sees: Any, shows: Any) -> None:
    for one in (pair for way in _ways(edit) for pair in way):
        if not (isinstance(one, tuple) and [*map(type, one)] == [str, str]):
            raise CourseError(
                f"{place}: edit: write (old, new), a list of such pairs of texts, or a list of "
                "such lists"
            )
    if not (ways is None or callable(ways)):
        raise CourseError(
            f"{place}: ways: is to be a function; several edits that belong together are a list in "
            "edit, and another way to get it wrong is another such list there"
        )
    for name, function in (("confirms", confirms), ("sees", sees)):
        if not (function is None or callable(function)):
            raise CourseError(f"{place}: {name}: is to be a function of one case: lambda case: ...")
    if isinstance(shows, str) or not all(map(_is_python, shows)):
        raise CourseError(f'{place}: shows: is to be a list of statements: ["x = x.detach()"]')


def _is_python(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(ast.parse(text).body)
    except SyntaxError:
        return False


def _is_text(edit: Any) -> TypeGuard[Text]:
    return bool(edit) and isinstance(edit[0], str)
