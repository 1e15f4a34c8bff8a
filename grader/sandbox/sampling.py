"""How much memory another process holds, asked of the system from outside of it."""

from __future__ import annotations

import ctypes
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_PAGE = 4096  # where the system does not say; /proc counts in pages
_TASK_INFO, _TASK_INFO_SIZE = 4, 96  # PROC_PIDTASKINFO of macOS's libproc, and its answer's bytes
_QUERY = 0x1000 | 0x0010  # PROCESS_QUERY_LIMITED_INFORMATION and PROCESS_VM_READ


def held_by(pid: int) -> int:
    """Bytes of memory that a process holds; 0 where that cannot be told."""
    with suppress(OSError, ValueError, AttributeError, struct.error):
        if sys.platform == "linux":
            return _on_linux(pid)
        if sys.platform == "darwin":
            return _on_macos(pid)
        if sys.platform == "win32":
            return _on_windows(pid)
    return 0


def _on_linux(pid: int) -> int:
    with Path(f"/proc/{pid}/statm").open(encoding="ascii") as file:
        resident = int(file.read().split()[1])
    return resident * page_size()


def page_size() -> int:
    """Bytes of a page of memory."""
    import mmap

    return mmap.PAGESIZE or _PAGE


def _on_macos(pid: int) -> int:
    """The second number of `struct proc_taskinfo`, which is what is resident."""
    answer = ctypes.create_string_buffer(_TASK_INFO_SIZE)
    library: Any = ctypes.CDLL("/usr/lib/libproc.dylib")
    filled = library.proc_pidinfo(
        pid, _TASK_INFO, ctypes.c_uint64(0), answer, ctypes.c_int(_TASK_INFO_SIZE)
    )
    return int(struct.unpack_from("=QQ", answer)[1]) if filled == _TASK_INFO_SIZE else 0


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows: the working set is its fourth field."""

    _fields_ = (
        ("size", ctypes.c_uint32), ("faults", ctypes.c_uint32), ("peak", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t), ("rest", ctypes.c_size_t * 6),
    )  # fmt: skip


def _on_windows(pid: int) -> int:
    kernel32: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  # mypy knows no windll here
    kernel32.OpenProcess.restype = ctypes.c_void_p
    handle = kernel32.OpenProcess(_QUERY, False, pid)
    if not handle:
        return 0
    counters = _Counters(size=ctypes.sizeof(_Counters))
    try:
        arguments = ctypes.c_void_p(handle), ctypes.byref(counters), counters.size
        return int(counters.working_set) if kernel32.K32GetProcessMemoryInfo(*arguments) else 0
    finally:
        kernel32.CloseHandle(ctypes.c_void_p(handle))
