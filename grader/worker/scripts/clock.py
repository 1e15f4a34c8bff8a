"""The clock of a run: it ends what takes too long from inside, and else tells what was seen."""

from __future__ import annotations

import _thread
import ctypes
import os
import time
from collections.abc import Callable

from grader.worker.patience import TooSlow

# Seconds between two looks, between two rings (what one is answered with takes its time), and
# after the first, until what was seen is told without the script's end.
STEP, AGAIN, GRACE = 0.1, 1.0, 6.0


class Clock:
    """Raises TooSlow in a thread when its time is over; a thread of its own on every platform."""

    def __init__(self, thread: int, last_words: Callable[[], None]) -> None:
        """`last_words` are for a script that lets nothing end it; the process ends after them."""
        self._thread, self._last_words = thread, last_words
        self._due: list[float] = []
        self._end = 0.0
        self._held = False

    def start(self, seconds: float) -> None:
        """Begin to look; the whole run is to end after so many seconds."""
        self._end = time.monotonic() + seconds
        _thread.start_new_thread(self._look, ())

    @property
    def left(self) -> float:
        """Seconds that are left of the run."""
        return self._end - time.monotonic()

    def allow(self, seconds: float) -> None:
        """What runs now may take so long."""
        self._due[:] = [time.monotonic() + min(seconds, max(self.left, 0.1))]

    def stop(self) -> None:
        """Nothing of the script's runs any more."""
        self._due.clear()

    def _look(self) -> None:
        rung = last = 0.0
        while True:
            time.sleep(STEP)
            now, due = time.monotonic(), self._due[:1]
            if not due or now <= due[0]:
                rung = 0.0
            elif now > last + AGAIN:
                rung, last = rung or now, now
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self._thread), ctypes.py_object(TooSlow)
                )
                if now > rung + GRACE:
                    self._last_words()
                    os._exit(0)
