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
from grader.findings.parts import Parts, right_parts
from grader.findings.variants import Ruled, Variant
from grader.scenes import Sight, Work

# Of each mistake so many ways are tried in a pair, and where all that is to be had is an error.
WAYS_IN_PAIRS = 2
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
    """Both mistakes in one, or None where they change the same, or one parts, one the solution.

    Of parts one that goes on with what `super()` gives builds on the other's.
    """
    if isinstance(one, Variant) and isinstance(other, Variant):
        return one.beside(other)
    if isinstance(one, Variant) or isinstance(other, Variant):
        return None
    if not all(_builds_on(one, part) for part in parts_of(one) & parts_of(other)):
        one, other = other, one
        if not all(_builds_on(one, part) for part in parts_of(one) & parts_of(other)):
            return None

    def ways(cls: Mistake, work: Work, sight: Sight) -> Iterator[dict[str, Any]]:
        few = [itertools.islice(part.ways(work, sight), WAYS_IN_PAIRS) for part in (one, other)]
        for first, second in itertools.product(*few):
            yield first | second

    named = f"{one.__name__}And{other.__name__}"
    return type(named, (one, other), {"ways": classmethod(ways)})


def _builds_on(mistake: type[Parts], part: str) -> bool:
    """Whether a mistake's own part calls the one that it replaces."""
    code = getattr(getattr(mistake, part), "__code__", None)
    return code is not None and "__class__" in code.co_freevars


def parts_of(mistake: Mistake) -> set[str]:
    """The names of the parts that a mistake replaces, or what it changes of the solution."""
    if isinstance(mistake, Variant):
        return set(mistake.changes)
    classes: Iterable[type] = mistake.__mro__[: mistake.__mro__.index(right_parts(mistake))]
    names = {name for c in classes for name in vars(c) if not name.startswith("__")}
    return names - {"ways"}


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
