"""Executors and event loops, as they work inside the seals and leave no thread behind.

Python's executors keep idle threads until they are shut down, which right code may leave to the end
of the program; and whatever still runs when student code has answered could meddle. Its event loops
wake themselves up by a pair of sockets, which the seals refuse.
"""

from __future__ import annotations

import os
import queue
import threading
from asyncio import selector_events
from collections.abc import Callable
from concurrent.futures import thread
from typing import Any


def make_harmless() -> None:
    """Let executors have threads only while they have work, and event loops wake up by a pipe."""
    thread._worker = _work  # type: ignore[assignment]
    selector_events.BaseSelectorEventLoop._make_self_pipe = _make_pipe  # type: ignore[attr-defined]


class _End:
    """One end of a pipe, with as much of a socket's methods as a loop needs to wake up."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        os.set_blocking(descriptor, False)

    def fileno(self) -> int:
        return self._descriptor

    def recv(self, size: int) -> bytes:
        return os.read(self._descriptor, size)

    def send(self, data: bytes) -> int:
        return os.write(self._descriptor, data)

    def close(self) -> None:
        os.close(self._descriptor)


def _make_pipe(loop: Any) -> None:
    loop._ssock, loop._csock = map(_End, os.pipe())
    loop._internal_fds += 1
    loop._add_reader(loop._ssock.fileno(), loop._read_from_self)


def _work(
    executor_of: Callable[[], Any],
    work: queue.SimpleQueue[Any],
    initializer: Callable[..., Any] | None,
    initargs: tuple[Any, ...],
) -> None:
    """Do what is there to do, and leave; the next `submit` starts a thread again."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:  # it is told to whoever waits for a result, as Python's own does
            executor = executor_of()
            if executor is not None:
                executor._initializer_failed()
            return
    while (item := _next(executor_of, work)) is not None:
        item.run()
        del item  # as Python's own does: it holds what the result is made of


def _next(executor_of: Callable[[], Any], work: queue.SimpleQueue[Any]) -> Any:
    """The next piece of work; None where this thread is no longer one of its executor's."""
    executor = executor_of()
    if executor is None:
        return _taken(work)
    # `submit` puts work in and counts the threads under this lock, so none is put in between.
    with executor._shutdown_lock:
        item = _taken(work)
        # One that is shut down waits for each of its threads in turn.
        if item is None and not executor._shutdown:
            executor._threads.discard(threading.current_thread())
        return item


def _taken(work: queue.SimpleQueue[Any]) -> Any:
    while True:
        try:
            item = work.get_nowait()
        except queue.Empty:
            return None
        if item is not None:  # None wakes a thread up that would wait
            return item
