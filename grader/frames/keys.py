"""The key of one thing that is seen in a scene: of which call, which aspect, and what of it.

A key is a value with fields on either side of the wall, and text in the frames between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

_IS_A_NUMBER = " is a number"
_FORM = re.compile(r"(?:(0|[1-9][0-9]{0,2})\.)?([^.]+)(?:\.(.+))?", re.DOTALL)


# SECURITY: no NamedTuple: what makes one stands in a namespace of its own, which no watch over our
# modules sees. Keys are made on the stage, where student code put there would find all that was
# seen.
class Key(tuple[int | None, str, str]):
    """`call.aspect.detail`: calls count from 0, and what is of no call has None."""

    __slots__ = ()

    def __new__(cls, call: int | None, aspect: str, detail: str | int = "") -> Key:
        return tuple.__new__(cls, (call, aspect, str(detail)))

    @property
    def call(self) -> int | None:
        """The number of the call, from 0."""
        return self[0]

    @property
    def aspect(self) -> str:
        """What it is about: logits, gradient, mode."""
        return self[1]

    @property
    def detail(self) -> str:
        """Which of several, such as the number of a weight."""
        return self[2]

    @property
    def is_of_a_size(self) -> bool:
        """Whether its detail names a parameter by its size, whose layout is anybody's choice."""
        return "numbers" in self.detail

    def below(self, name: str) -> Key:
        """The key of something about what this one stands for: its type, for one."""
        return Key(self.call, self.aspect, f"{self.detail}.{name}" if self.detail else name)

    @property
    def is_a_number(self) -> Key:
        """The key of whether what this one stands for is a number."""
        return Key(self.call, self.aspect + _IS_A_NUMBER, self.detail)

    @property
    def number(self) -> Key:
        """The key for which this one is that of whether it is a number; any other one as it is."""
        return Key(self.call, self.aspect.removesuffix(_IS_A_NUMBER), self.detail)

    def __str__(self) -> str:
        call = "" if self.call is None else f"{self.call}."
        return f"{call}{self.aspect}.{self.detail}" if self.detail else f"{call}{self.aspect}"


def parse(text: str) -> Key:
    """A key that is spelled in a frame; whatever has not the form of one is an aspect by itself."""
    form = _FORM.fullmatch(text)
    if form is None:
        return Key(None, text)
    call, aspect, detail = form.groups()
    return Key(None if call is None else int(call), aspect, detail or "")


def parsed(told: Mapping[str, T]) -> dict[Key, T]:
    """What a frame tells, under keys."""
    return {parse(text): value for text, value in told.items()}


def spelled(seen: Mapping[Key, T]) -> dict[str, T]:
    """What was seen, as a frame tells it; TypeError where something else is among the keys."""
    # SECURITY: what student code put there would have its own `__str__` run on the stage.
    if any(type(key) is not Key for key in seen):
        raise TypeError("something else is among the keys of what was seen")
    return {str(key): value for key, value in seen.items()}
