"""Starting the nursery's process, which needs no torch here: it can warm up while we import it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# How the folders of ours begin that hold staged submissions and scratch space.
PREFIX = "mnist-grade-"


@dataclass(frozen=True, slots=True)
class Launched:
    """A nursery that was started: its process and its control channel."""

    home: Path
    process: subprocess.Popen[bytes]
    control: socket.socket


def launch(home: Path) -> Launched:
    """Start a nursery in a process and an environment of its own; it logs into `home`."""
    ours, theirs = socket.socketpair()
    with theirs, (home / "nursery.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.sandbox.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=_clean_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    return Launched(home, process, ours)


def _clean_environment() -> dict[str, str]:
    """What the nursery needs of the environment, and nothing that names a person or a key."""
    # SECURITY: student code reads its whole environment; a token in it would be theirs.
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS")}
    return kept | threads | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
