"""What a process of ours is started in: its environment, its folders' names, its own group."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

# How the folders of ours begin that hold staged submissions and scratch space.
PREFIX = "mnist-grade-"
LOG = "nursery.log"

_KEPT = ("PATH", "LANG", "LC_ALL")
# Without these a Windows process finds no sockets and no temporary folder; others may move it.
_KEPT_ELSEWHERE = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "TMPDIR")


def clean_environment(*more: str) -> dict[str, str]:
    """What the nursery needs of the environment, and nothing that names a person or a key."""
    # SECURITY: student code reads its whole environment; a token in it would be theirs.
    kept = {key: os.environ[key] for key in (*_KEPT, *more) if key in os.environ}
    settings = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS")}
    # A compiled function is to run as it is written: no compiler can be started there.
    settings |= {"TORCH_COMPILE_DISABLE": "1", "TORCHDYNAMO_DISABLE": "1"}
    # A device that one machine has must not decide a grade.
    settings |= {f"{name}_VISIBLE_DEVICES": "" for name in ("CUDA", "HIP")}
    return kept | settings | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def portable_environment() -> dict[str, str]:
    """The same where processes are started the portable way."""
    return clean_environment(*_KEPT_ELSEWHERE)


def apart() -> dict[str, Any]:
    """What `subprocess` is told so that Ctrl-C goes to the command alone, which ends the others."""
    if sys.platform == "win32":  # where a notebook has no console to share
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"creationflags": flags}
    return {"start_new_session": True}
