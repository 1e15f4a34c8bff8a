"""The clock of a sealed worker: the kernel's alarms, which end a play from inside.

Student code that catches everything loses the line, and gains nothing.
"""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable
from typing import Any

from grader.worker.patience import Late, TooSlow

_CLOCKS = (
    (signal.ITIMER_PROF, signal.SIGPROF, "of CPU time"),
    (signal.ITIMER_REAL, signal.SIGALRM, "by the clock"),
)
_set_timer = signal.setitimer  # made of C: see `grader.frames.wire`


class Alarms:
    """Clocks that raise TooSlow in the floor's code, or in the stage's while the floor is idle."""

    threads: tuple[int, ...] = ()

    def __init__(self, busy: list[bool]) -> None:
        """To be made in the main thread, where Python handles its signals."""
        # SECURITY: a handler leads to whatever it holds: to these lists, and to nothing else.
        self._stage, self._seconds = [0], [0.0, 0.0]
        for clock, (_, number, words) in enumerate(_CLOCKS):
            signal.signal(number, _ringing(clock, words, busy, self._stage, self._seconds))

    def watch(self, stage: int, late: Late) -> None:
        """Name the stage's thread; to be called in it."""
        self._stage[0] = stage
        # The kernel shall wake the main thread, in which Python handles signals.
        signal.pthread_sigmask(signal.SIG_BLOCK, {number for _, number, _ in _CLOCKS})

    def begin(self, cpu: float, wall: float) -> None:
        """Raise TooSlow after so many seconds of CPU time, or by the wall clock."""
        self._seconds[:] = cpu, wall
        for (timer, _, _), seconds in zip(_CLOCKS, (cpu, wall), strict=True):
            _set_timer(timer, seconds)

    def end(self) -> None:
        """Raise it no more."""
        for timer, _, _ in _CLOCKS:
            _set_timer(timer, 0)


def _ringing(
    clock: int, words: str, busy: list[bool], stage: list[int], seconds: list[float]
) -> Callable[[int, Any], None]:
    def rings(number: int, frame: Any) -> None:
        if busy[0]:
            raise TooSlow(f"{seconds[clock]:g} s {words}")
        # What a learner returned can be without end, and be looked at by the stage.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(stage[0]), ctypes.py_object(TooSlow)
        )

    return rings
