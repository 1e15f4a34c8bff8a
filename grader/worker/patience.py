"""The worker's own clock: ends a play that takes too long from inside, so that it has a line.

The judge's clock is the limit. It waits a little longer than this one and then kills; student
code that catches everything loses the line, and gains nothing.
"""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CLOCKS = {
    signal.ITIMER_PROF: (signal.SIGPROF, "of CPU time"),
    signal.ITIMER_REAL: (signal.SIGALRM, "by the clock"),
}


class TooSlow(BaseException):
    """The patience for a play is at its end; no student code may catch this by accident."""


class Patience:
    """Clocks that raise TooSlow in the floor's code, or in the stage's while the floor is idle."""

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        """To be made in the main thread, where Python handles its signals."""
        self._is_busy = is_busy
        self._stage = 0
        self._seconds = dict.fromkeys(_CLOCKS, 0.0)
        for number, _ in _CLOCKS.values():
            signal.signal(number, self._rings)

    def watch(self, stage: int) -> None:
        """Name the stage's thread; to be called in it."""
        self._stage = stage
        # The kernel shall wake the main thread, in which Python handles signals.
        signal.pthread_sigmask(signal.SIG_BLOCK, {number for number, _ in _CLOCKS.values()})

    @contextmanager
    def limit(self, cpu: float, wall: float) -> Iterator[None]:
        """Raise TooSlow after so many seconds of CPU time, or by the wall clock."""
        self._seconds = dict(zip(_CLOCKS, (cpu, wall), strict=True))
        for timer, seconds in self._seconds.items():
            signal.setitimer(timer, seconds)
        try:
            yield
        finally:
            for timer in _CLOCKS:
                signal.setitimer(timer, 0)

    def _rings(self, number: int, _: Any) -> None:
        if self._is_busy():
            for timer, (rung, clock) in _CLOCKS.items():
                if rung == number:
                    raise TooSlow(f"{self._seconds[timer]:g} s {clock}")
        # What a learner returned can be without end, and be looked at by the stage.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._stage), ctypes.py_object(TooSlow)
        )
