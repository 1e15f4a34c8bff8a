"""The cores that processes run on, where the system lets that be asked and chosen."""

from __future__ import annotations

import contextlib
import os


def cores() -> int:
    """How many cores this process may use, where the system says, else all."""
    return len(known_cores()) or os.cpu_count() or 1


def known_cores() -> list[int]:
    """The numbers of the cores that this process may use; empty where the system does not say."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def keep_to(process: int, core: int) -> None:
    """Let a process, and all that it starts from now on, run on one core, where that can be."""
    if hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(process, {core})
