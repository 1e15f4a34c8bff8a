"""What a call of a learner's function is handed, and what it is to give back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Returned:
    """What a call gives back, or a part of that.

    `tensors`: whether a number may also be a tensor without dimensions and without a graph.
    """

    kind: str
    name: str = "returned"
    tensors: bool = False

    def told(self) -> dict[str, Any]:
        return {"kind": self.kind, "name": self.name, "tensors": self.tensors}


def number(name: str = "returned", *, tensors: bool = False) -> Returned:
    """A number."""
    return Returned("number", name, tensors)


def tensor(name: str = "returned") -> Returned:
    """A tensor, and what flows back from it."""
    return Returned("tensor", name)


def value(name: str = "returned") -> Returned:
    """A truth value, a text, or a list or table of plain values."""
    return Returned("value", name)


OPTIMIZER = Returned("optimizer")
CRITERION = Returned("criterion")


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call, by position and by name; of a method, on what a class made."""

    arguments: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()
    method: str = ""


def call(*arguments: Any, **named: Any) -> Call:
    """One call with these arguments."""
    return Call(arguments, tuple(named.items()))


def method(name: str, /, *arguments: Any, **named: Any) -> Call:
    """A call of a method of what a class made; `__call__` calls that itself."""
    return Call(arguments, tuple(named.items()), name)
