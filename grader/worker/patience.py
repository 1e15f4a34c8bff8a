"""The worker's own clock: ends a play that takes too long from inside, so that it has a line.

The judge's clock is the limit. It waits a little longer than this one and then kills.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

# Tells the judge that a play took too long, in words on how long, in the place of its answer.
Late = Callable[[str], None]


class TooSlow(BaseException):
    """The patience for a play is at its end; no student code may catch this by accident."""


class Clock(Protocol):
    """What holds plays to the time that they may take; `threads` are those it does that with."""

    threads: tuple[int, ...]

    def watch(self, stage: int, late: Late) -> None:
        """Name the stage's thread, which calls this before the first play."""

    def begin(self, cpu: float, wall: float) -> None:
        """A play begins that may take so many seconds of CPU time, and by the wall clock."""

    def end(self) -> None:
        """It has ended."""
