"""How far the seals that are on protect: the levels that course.yaml asks for by name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Self


class Level(IntEnum):
    """How far student code is kept apart, each level holding what the one before it does."""

    NONE = 0
    LIMITS = 1
    SEALED = 2

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def named(cls, name: str) -> Self:
        """The level of a name as course.yaml has it: none, limits or sealed."""
        return cls[name.upper()]


# What each level means, for whoever has to decide whether it is enough.
MEANING = {
    Level.NONE: "student code may use up this machine, and do what this account may",
    Level.LIMITS: "student code cannot use up this machine, but does what this account may",
    Level.SEALED: "student code reads no file but PyTorch and its own, and reaches nobody",
}

# All seals by name, in the order in which they are put on.
SEAL_NAMES = ("session", "limits", "namespaces", "files", "capabilities", "calls")

# Namespaces are no part of a level: what they forbid, `files` and `calls` forbid as well, and the
# scratch folder is each worker's own without them, too.
_SEALS = {
    Level.LIMITS: ("session", "limits"),
    Level.SEALED: ("files", "capabilities", "calls"),
}


def level_of(protection: Iterable[str]) -> Level:
    """The level that these seals reach, given as in `Grade.protection`."""
    lines = tuple(protection)
    return max(level for level in Level if not missing_for(level, lines))


def missing_for(level: Level, protection: Iterable[str]) -> tuple[str, ...]:
    """What a level needs and these seals lack, each as `name: off, why`."""
    said = {line.partition(":")[0]: line for line in protection}
    wanted = [name for lower, names in _SEALS.items() if lower <= level for name in names]
    return tuple(
        said.get(name, f"{name}: off, not known here") for name in wanted if said.get(name) != name
    )
