"""The handle on a reader: one process for many hand-ins, for as long as it behaves."""

from __future__ import annotations

import atexit
import contextlib
import os
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from grader.errors import NurseryError
from grader.frames.wire import Frame, Limits
from grader.sandbox.closing import Closing
from grader.sandbox.launcher import Launcher
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.process import WorkerProcess
from grader.sandbox.starting import start_readers
from grader.sandbox.surroundings import PREFIX

# What one submission may cost: seconds, bytes of memory beyond what a reader holds when it is
# warm, and bytes of what is made of it.
PATIENCE = Patience(cpu=10.0, wall=60.0)
MEMORY = 768 << 20
ANSWERS = Limits(header=4 << 20, payload=16 << 20)

HOME = f"{PREFIX}reader-"  # how the folders of readers begin

# A reader that was kept busy for longer, or was asked so often, makes room for a fresh one.
QUICK, MOST_QUESTIONS = 1.0, 1000

_WORDS = {
    "timeout": f"reading it takes longer than {PATIENCE.cpu:g} seconds",
    "memory-limit": f"reading it takes more than {MEMORY >> 20} MB of memory",
    "output-limit": "it becomes far more than it is long",
}


class ReadingEnded(Exception):
    """A stranger's text ended its reading, or the reader; the text says how, in words."""


class Reader(Closing):
    """A reader's process, which is started when it is first asked; a context manager.

    One that ended over a hand-in is replaced: a fresh one tells whose fault that was.
    """

    def __init__(self, home: Path | None = None) -> None:
        """`home` is the folder in which it has one of its own, the temporary one unless given."""
        self._home = home
        self._launcher: Launcher | None = None
        self._process: WorkerProcess | None = None
        self._folder = Path()
        self._questions = 0
        self.cpu = 0.0  # seconds of all answers
        self._lock = threading.Lock()

    def start(self) -> None:
        """Have it on its way before it is asked. Raises: NurseryError."""
        try:
            self._launch()
        except OSError as error:
            raise NurseryError(f"no reader can be started: {error}") from error

    def _launch(self) -> None:
        if self._launcher is None:
            home = Path(tempfile.mkdtemp(prefix=f"{HOME}{os.getpid()}-", dir=self._home))
            self._launcher = start_readers(home, "grader.submission.reader", MEMORY, ANSWERS)
            self._folder = home / "nothing"
            self._folder.mkdir()

    def close(self) -> None:
        """End it."""
        launcher, self._launcher = self._launcher, None
        process, self._process = self._process, None
        if process is not None:
            process.end()
        if launcher is not None:
            launcher.close()

    def ask(self, header: dict[str, Any], payload: bytes, patience: Patience = PATIENCE) -> Frame:
        """The answer to one question about a hand-in.

        Raises:
            ReadingEnded: there is none, and that is the hand-in's doing.
            NurseryError: no reader can be started; this is ours.
        """
        with self._lock:
            idle = self._launcher is not None
            try:
                return self._asked(header, payload, patience)
            except NurseryError:
                self.close()
                if not idle:
                    raise
            # It may have gone while nobody asked: nobody's fault.
            try:
                return self._asked(header, payload, patience)
            except NurseryError:
                self.close()
                raise

    def _asked(self, header: dict[str, Any], payload: bytes, patience: Patience) -> Frame:
        # One that was interrupted is not alive, and its answer would not be ours.
        if self._process is not None and not self._process.alive:
            self._replace()
        fresh = self._process is None
        try:
            return self._exchange(header, payload, patience)
        except Mishap as mishap:
            self._replace()
            if fresh or mishap.kind == "timeout":
                raise ReadingEnded(_in_words(mishap)) from None
        # What earlier hand-ins left behind may have been too much: a fresh one tells.
        return self._asked(header, payload, patience)

    def _exchange(self, header: dict[str, Any], payload: bytes, patience: Patience) -> Frame:
        self.start()
        assert self._launcher is not None
        if self._process is None:
            self._process = self._launcher.fork(self._folder)
            self._process.await_ready()
        started, process, before = time.monotonic(), self._process, self._process.cpu
        try:
            frame = process.exchange(header, payload, patience)
        finally:
            self.cpu += max(process.cpu - before, 0.0)
        self._questions += 1
        if time.monotonic() - started > QUICK or self._questions >= MOST_QUESTIONS:
            self._replace()
        ended = frame.header.get("ended")
        if ended == "MemoryError":
            raise Mishap("memory-limit")
        if ended is not None:
            raise ReadingEnded(f"reading it ended in {str(ended)[:40]}; save or pack it again")
        return frame

    def _replace(self) -> None:
        """End this process; the next question has another one."""
        process, self._process, self._questions = self._process, None, 0
        if process is not None and self._launcher is not None:
            process.end()
            self._launcher.forget(self._folder)


def _in_words(mishap: Mishap) -> str:
    return _WORDS.get(mishap.kind, f"reading it ended the process that read it ({mishap.text})")


@cache
def warm_reader() -> Reader:
    """The one reader of this process."""
    reader = Reader()
    atexit.register(reader.close)
    return reader


def end_warm_reader() -> None:
    """End the reader of this process, where it has one; Ctrl-C may have ended it already."""
    if warm_reader.cache_info().currsize:
        with contextlib.suppress(NurseryError, KeyboardInterrupt):
            warm_reader().close()
