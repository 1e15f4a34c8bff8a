"""What a process holds of memory: pages given back, and pages made cheap to fork.

Page numbers and advice: Linux UAPI `asm-generic/mman-common.h`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.sandbox import kernel

_DONTNEED, _COLLAPSE, _HUGE_PAGE = 4, 25, 2 << 20
EVERY = 0.1  # seconds


@contextmanager
def code_released() -> Iterator[None]:
    """Drop pages of code now and then while the block imports, and once more after it.

    PyTorch's CUDA build maps two gigabytes of libraries, and their initialisation alone reads
    180 MB of code that nothing on a CPU needs again.
    """
    if not kernel.supported():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_release_until, args=(done,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()  # before any fork: a fork beside a thread may hold its locks for ever
        _release_code()


def _release_until(done: threading.Event) -> None:
    while not done.wait(EVERY):
        _release_code()


def _release_code() -> None:
    """Drop the resident pages of mapped code: they are read again from their files when run."""
    for address, size, rights, file in _mappings():
        # Nobody writes to code, so that nothing is lost; data beside it may hold relocations.
        if rights == "r-xp" and file != "0" and size >= _HUGE_PAGE:
            with contextlib.suppress(OSError):
                kernel.madvise(address, size, _DONTNEED)


def gather() -> None:
    """Move this process's own memory into huge pages, where the kernel can (Linux 6.1).

    A fork copies an entry for each page, and 500 times as many for pages of 4 KiB.
    """
    if not kernel.supported():
        return
    for start, size, rights, file in _mappings():
        if rights != "rw-p" or file != "0":
            continue
        first, last = -(-start // _HUGE_PAGE) * _HUGE_PAGE, start + size - _HUGE_PAGE
        for place in range(first, last + 1, _HUGE_PAGE):
            with contextlib.suppress(OSError):  # of what was never written to, there is none
                kernel.madvise(place, _HUGE_PAGE, _COLLAPSE)


def _mappings() -> Iterator[tuple[int, int, str, str]]:
    """Address, size, rights and inode ("0": no file) of each part of this process's memory."""
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, rights, _, _, file, *_ = line.split()
        start, end = (int(part, 16) for part in addresses.split("-"))
        yield start, end - start, rights, file
