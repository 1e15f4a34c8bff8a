"""The worker's own clock: ends a play that takes too long from inside, so that it has a line.

The judge's clock is the limit. It waits a little longer than this one and then kills; student
code that catches everything loses the line, and gains nothing.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooSlow(BaseException):
    """The patience for a play is at its end; no student code may catch this by accident."""


@contextmanager
def patience(cpu: float, wall: float) -> Iterator[None]:
    """Raise TooSlow in the code inside after so many seconds of CPU time, or by the wall clock."""
    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, cpu, "of CPU time"),
        signal.ITIMER_REAL: (signal.SIGALRM, wall, "by the clock"),
    }
    for timer, (number, seconds, clock) in timers.items():
        signal.signal(number, _raising(f"{seconds:g} s {clock}"))
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for timer in timers:
            signal.setitimer(timer, 0)


def _raising(text: str) -> Any:
    def raise_it(*_: object) -> None:
        raise TooSlow(text)

    return raise_it
