"""Run a program on a kernel that knows no Landlock: `without_landlock.py PROGRAM [WORD ...]`."""

from __future__ import annotations

import os
import struct
import sys

from grader.sandbox import kernel

_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _ERRNO, _ENOSYS = 0x7FFF0000, 0x00050000, 38


def without_landlock() -> None:
    """From here on this process and its children are told that there is no such call."""
    number = kernel.number_of("landlock_create_ruleset")
    program = [
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 1, number),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),
        (_RETURN, 0, 0, _ALLOW),
    ]
    kernel.seccomp(b"".join(struct.pack("=HBBI", *each) for each in program))


if __name__ == "__main__":
    without_landlock()
    os.execvp(sys.argv[1], sys.argv[1:])
