"""The clock of a portable worker: a thread of its own, which tells the judge where a play hangs.

No alarm reaches student code on every platform. This thread looks where that code is, answers in
the play's place, and the judge kills the process.
"""

from __future__ import annotations

import _thread
import os
import time
from collections.abc import Callable

from grader.worker.patience import Late

# Seconds between two looks; until the process ends where nobody kills it; of a start at most.
STEP, LAST, STARTS = 0.05, 5.0, 60.0

Due = list[tuple[Callable[[], float], float, str]]


class Timer:
    """Ends a play by an answer in its place; to be made before any student code runs."""

    def __init__(self, _busy: list[bool]) -> None:
        # SECURITY: as of a stage, nobody but the threads that use them holds these.
        self._turn, self._due, self._late = _thread.allocate_lock(), Due(), list[Late]()
        running = _thread.allocate_lock()
        running.acquire()
        told = (self._turn, self._due, self._late, running.release)
        self.threads: tuple[int, ...] = (_thread.start_new_thread(_look_again, told),)
        # Counted as a thread of ours, and not as one that student code has started.
        running.acquire(timeout=STARTS)
        self._cpu, self._wall = time.process_time, time.monotonic

    def watch(self, stage: int, late: Late) -> None:
        """Take what tells of a play that took too long."""
        self._late.append(late)

    def begin(self, cpu: float, wall: float) -> None:
        """Tell of it after so many seconds of CPU time, or by the wall clock."""
        with self._turn:
            self._due[:] = (
                (self._cpu, self._cpu() + cpu, f"{cpu:g} s of CPU time"),
                (self._wall, self._wall() + wall, f"{wall:g} s by the clock"),
            )

    def end(self) -> None:
        """Tell of it no more; where it was told of already, this never returns."""
        with self._turn:
            self._due.clear()


def _look_again(
    turn: _thread.LockType,
    due: Due,
    late: list[Late],
    started: Callable[[], None],
    sleep: Callable[[float], None] = time.sleep,
    leave: Callable[[int], object] = os._exit,
) -> None:
    started()
    while True:
        sleep(STEP)
        with turn:
            for clock, end, words in due:
                if clock() < end:
                    continue
                try:
                    late[0](words)
                    sleep(LAST)  # and keep the turn, so that no second answer follows
                finally:
                    leave(70)
