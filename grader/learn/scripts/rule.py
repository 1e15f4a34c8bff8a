"""What a rule is: a pure function over the record of a run, beside the words of its finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.learn.scripts.run import Place, Run


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule has found: where, and the numbers that prove it."""

    place: Place
    evidence: str
    message: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the code of the catalogue's entry, how it is found, and what is said then.

    rank: findings are told in this order; settles: codes of which this one is the cause; alone:
    whether it is told only where nothing else explains it.
    """

    code: str
    find: Callable[[Run], Iterable[Found]]
    message: str
    hint: str
    warning: bool = False
    rank: int = 50
    settles: tuple[str, ...] = ()
    alone: bool = False
