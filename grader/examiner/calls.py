"""What a call of a learner's function is handed, and what it is to give back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.examiner.things import Thing


@dataclass(frozen=True, slots=True)
class Returned:
    """What a call gives back, or a part of that.

    `tensors`: whether a number may also be a tensor without dimensions and without a graph.
    """

    kind: str
    name: str = "returned"
    tensors: bool = False
    passes: int = 1

    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = {"kind": self.kind, "name": self.name, "tensors": self.tensors}
        return told | ({} if self.passes == 1 else {"passes": self.passes})


def number(name: str = "returned", *, tensors: bool = False) -> Returned:
    """A number."""
    return Returned("number", name, tensors)


def tensor(name: str = "returned") -> Returned:
    """A tensor, and what flows back from it."""
    return Returned("tensor", name)


def items(name: str = "returned", *, passes: int = 1) -> Returned:
    """What an iterable gives, read so many times: a list for each of several passes."""
    return Returned("items", name, passes=passes)


def value(name: str = "returned") -> Returned:
    """A truth value, a text, or a list or table of plain values."""
    return Returned("value", name)


OPTIMIZER = Returned("optimizer")
CRITERION = Returned("criterion")


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call, by position and by name; of a method, on what a class made; of
    another function, or of a thing that is one.
    """

    arguments: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()
    method: str = ""
    of: Any = ""
    gives: tuple[Returned, ...] | None = None

    def giving(self, *parts: Returned) -> Call:
        """The same with the parts of what it gives; without any, that is not looked at."""
        return replace(self, gives=parts)


def call(*arguments: Any, **named: Any) -> Call:
    """One call with these arguments."""
    return Call(arguments, tuple(named.items()))


def method(name: str, /, *arguments: Any, **named: Any) -> Call:
    """A call of a method of what a class made; `__call__` calls that itself."""
    return Call(arguments, tuple(named.items()), name)


def also(function: str | Thing, /, *arguments: Any, **named: Any) -> Call:
    """A call of another function of the course, or of one that `draw` made, between the others."""
    return Call(arguments, tuple(named.items()), of=function)
