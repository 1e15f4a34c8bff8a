"""The two ways of starting workers, and the one that this platform has."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import sys
from enum import Enum

from grader.errors import JudgeError

VARIABLE = "MNIST_GRADE_WORKERS"

# What the sealed way is made of. A platform that lacks one of them has the other way.
_SEALED_TAKES = (
    (os, "fork"), (os, "posix_spawn"), (os, "killpg"), (os, "O_DIRECTORY"),
    (socket, "AF_UNIX"), (socket, "send_fds"), (signal, "setitimer"),
)  # fmt: skip


class Way(Enum):
    """How workers are started: forked and sealed, or each a new process that is not sealed."""

    SEALED = "sealed"
    PORTABLE = "portable"


def way_here() -> Way:
    """The way in use: the sealed one where it can be had, unless the environment asks otherwise.

    Raises:
        JudgeError: it asks for what is not known, or not to be had here.
    """
    asked = os.environ.get(VARIABLE, "")
    can_seal = offers_sealed()
    if asked == Way.PORTABLE.value or (not asked and not can_seal):
        return Way.PORTABLE
    if asked not in ("", Way.SEALED.value):
        raise JudgeError(f"{VARIABLE}={asked}: say sealed or portable, or leave it out")
    if not can_seal:
        raise JudgeError(f"{VARIABLE}={asked}: this platform has the portable way alone")
    return Way.SEALED


def offers_sealed(platform: str = sys.platform) -> bool:
    """Whether a platform has what the sealed way takes.

    macOS has most of it, and no seal; a fork there ends in a crash once Objective-C is loaded,
    which NumPy's and PyTorch's own libraries do.
    """
    if platform != "linux" or importlib.util.find_spec("resource") is None:
        return False
    return all(hasattr(module, name) for module, name in _SEALED_TAKES)
