"""A process of the portable way ends with its parent, whatever ends that."""

from __future__ import annotations

import _thread
import os
import sys

GONE = 70


def invited() -> bytes:
    """The invitation on standard input, which from here on leads nowhere.

    What is behind it stays open as long as the parent lives; this process ends when it closes.
    """
    # Unbuffered, so that nothing of what follows is taken along.
    line = b""
    while not line.endswith(b"\n") and (part := os.read(0, 1)):
        line += part
    lifeline = os.dup(0)
    lead_nowhere(0)
    _thread.start_new_thread(_end_with, (lifeline, os.read, os._exit))
    return line or sys.exit(GONE)


def lead_nowhere(descriptor: int) -> None:
    """Let a standard descriptor lead nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, descriptor)
    os.close(nothing)


def _end_with(lifeline: int, read: object, leave: object) -> None:
    """Wait for what never comes; what it is done with was bound before any student code."""
    try:
        while read(lifeline, 1):  # type: ignore[operator]
            pass
    finally:
        leave(GONE)  # type: ignore[operator]
