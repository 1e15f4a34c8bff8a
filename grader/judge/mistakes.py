"""The catalogue's mistakes, made of parts or of the solution: in each of their ways, two in one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch import nn

from grader.examiner.plays import play
from grader.examiner.record import Record
from grader.examiner.solutions import Functions, Solutions
from grader.findings import Mistake
from grader.findings.ruled import Ruled
from grader.findings.variants import WAYS_IN_PAIRS, Parts, Variant, right_parts
from grader.scenes import Sight, Work

# So many ways of a mistake are tried where all that is to be had is an error.
WAYS_TO_FAIL = 20


def functions_of(made: Parts | Variant, solutions: Solutions) -> Functions:
    """The functions of one way to make a mistake, for one play."""
    return made.functions(solutions) if isinstance(made, Variant) else made.functions()


def ways_of(mistake: Mistake, record: Record) -> Iterator[Parts | Variant]:
    """The mistake in each of its ways."""
    if isinstance(mistake, Variant):
        yield from _read_off(mistake, record) or [mistake]
        return
    ways = _read_off(mistake, record)
    if record.sight is None:
        ways = ways[:WAYS_TO_FAIL] or [{}]
    for settings in ways:
        made = mistake()
        vars(made).update(settings)
        yield made


def _read_off(mistake: Mistake, record: Record) -> list[Any]:
    """The ways to make a mistake that a student's sight suggests."""
    try:
        return list(mistake.ways(record.work, record.sight or Sight()))
    except (LookupError, TypeError, ValueError, AttributeError, RuntimeError):
        # SECURITY: a sight is what a student's process says; a forged one, without the keys or
        # shapes that a mistake reads its numbers off, must not end the judge.
        return []


def combined(one: Mistake, other: Mistake) -> Mistake | None:
    """Both mistakes in one, or None where they change the same, or one parts, one a text.

    Of parts one that goes on with what `super()` gives builds on the other's; what a mistake says
    of calls holds for parts as it does for the solution.
    """
    if isinstance(one, Variant):
        return one.beside(other) if isinstance(other, Variant) else _under_rules(other, one)
    if isinstance(other, Variant):
        return _under_rules(one, other)
    if not all(_builds_on(one, part) for part in parts_of(one) & parts_of(other)):
        one, other = other, one
        if not all(_builds_on(one, part) for part in parts_of(one) & parts_of(other)):
            return None

    def ways(cls: Mistake, work: Work, sight: Sight) -> Iterator[dict[str, Any]]:
        few = [itertools.islice(part.ways(work, sight), WAYS_IN_PAIRS) for part in (one, other)]
        for first, second in itertools.product(*few):
            both = [settings.get("rules", ()) for settings in (first, second)]
            yield first | second | {"rules": (*both[0], *both[1])}

    named = f"{one.__name__}And{other.__name__}"
    given = {"ways": classmethod(ways), "ruled": one.ruled | other.ruled}
    return type(named, (one, other), given)


def _under_rules(parts: type[Parts], variant: Variant) -> type[Parts] | None:
    """A mistake made of parts, whose calls happen as the rules of another one say."""
    ruled = parts_changed(variant, parts)
    if parts_of(parts) & ruled or any(
        way.edits or way.instead or way.ways_off for way in (variant, *variant.among)
    ):
        return None

    def ways(cls: Mistake, work: Work, sight: Sight) -> Iterator[dict[str, Any]]:
        first = itertools.islice(parts.ways(work, sight), WAYS_IN_PAIRS)
        second = itertools.islice(variant.ways(work, sight), WAYS_IN_PAIRS)
        for settings, way in itertools.product(first, second):
            yield settings | {"rules": (*settings.get("rules", ()), *way.rules)}

    given = {"ways": classmethod(ways), "ruled": parts.ruled | ruled}
    return type(f"{parts.__name__}UnderRules", (parts,), given)


def _builds_on(mistake: type[Parts], part: str) -> bool:
    """Whether a mistake's own part calls the one that it replaces."""
    code = getattr(getattr(mistake, part, None), "__code__", None)
    return code is not None and "__class__" in code.co_freevars


def parts_of(mistake: type[Parts]) -> set[str]:
    """The names of the parts that a mistake replaces, or whose calls it changes."""
    classes: Iterable[type] = mistake.__mro__[: mistake.__mro__.index(right_parts(mistake))]
    names = {name for c in classes for name in vars(c) if not name.startswith("__")}
    return names - {"ways", "ruled"} | mistake.ruled


def parts_changed(mistake: Mistake, right: type[Parts] | None) -> set[str]:
    """The names of the parts that a mistake changes; its own words for what no part does."""
    if isinstance(mistake, Variant):
        makes = right.makes if right else {}
        return {makes.get(change, change) for change in mistake.changes}
    return parts_of(mistake)


def calls_made(solutions: Solutions, work: Work) -> frozenset[str]:
    """The kinds of calls that a play of the solution makes, under rules that change nothing."""
    watched = Ruled(solutions.functions())
    play(watched, work)
    return watched.play.kinds


def _watched(right: type[Parts]) -> Any:
    """Right parts that note in `used` which of them are used."""

    class Watched(right):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            self.used: set[str] = set()

        def __getattribute__(self, name: str) -> Any:
            if name != "used":
                self.used.add(name)
            return super().__getattribute__(name)

    return Watched()


def parts_used(right: type[Parts], work: Work) -> set[str]:
    """The parts that a play of this work uses."""
    watched = _watched(right)
    functions = watched.functions()
    watched.used = {work.function}
    play(functions, work)
    used: set[str] = watched.used
    return used


def parts_of_a_step(right: type[Parts]) -> set[str]:
    """The parts that one training step is made of."""
    watched = _watched(right)
    model = nn.Linear(1, 2)
    batch = torch.zeros(1, 1), torch.zeros(1, dtype=torch.int64)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    getattr(watched, right.one_step)(model, nn.CrossEntropyLoss(), optimizer, *batch)
    used: set[str] = watched.used
    return used
