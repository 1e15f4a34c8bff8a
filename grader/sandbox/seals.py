"""The seals of a worker, put on after the fork and before any student code.

This is the one place for them: each function is one seal, and `seal` puts all of them on.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


@dataclass(frozen=True, slots=True)
class Allowances:
    """What one worker may use in its whole life: CPU seconds, file bytes, open files."""

    cpu_seconds: int = 120
    file_size: int = 1 << 20
    open_files: int = 64


def seal(allowances: Allowances, channel: int, scratch: str) -> int:
    """Put every seal on this process; the number under which the channel is open afterwards."""
    die_with_parent()
    os.setsid()
    channel = keep_only(channel)
    os.chdir(scratch)
    limit_resources(allowances)
    gain_no_privileges()
    return channel


def die_with_parent() -> None:
    """End this process when the nursery ends."""
    # SECURITY: without it a killed grader leaves student code running.
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def keep_only(channel: int) -> int:
    """Close every descriptor but the channel, which becomes 3; 0, 1 and 2 lead nowhere."""
    # SECURITY: without it student code could write into the nursery's control channel or onto
    # the grader's own standard output.
    nothing = os.open(os.devnull, os.O_RDWR)
    moved = os.dup2(channel, 200)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.dup2(moved, 3, inheritable=False)
    os.closerange(4, 4096)
    return 3


def limit_resources(allowances: Allowances) -> None:
    """CPU time, size of files, number of open files, no core dumps."""
    # SECURITY: without these an endless loop outlives a lost judge, and a loop of writes or
    # opens fills the disk or the process table of the machine.
    limits = {
        resource.RLIMIT_CPU: allowances.cpu_seconds,
        resource.RLIMIT_FSIZE: allowances.file_size,
        resource.RLIMIT_NOFILE: allowances.open_files,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in limits.items():
        resource.setrlimit(name, (value, value))


def gain_no_privileges() -> None:
    """Let no set-user-id program give this process more rights."""
    # SECURITY: without it an installed set-user-id program is a way to other users' rights.
    if sys.platform == "linux":
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _prctl(option: int, value: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl({option}): {os.strerror(number)}")
