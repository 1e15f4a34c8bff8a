"""Starting the nursery's process, which needs no torch here: it can warm up while we import it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from grader.sandbox.scratch import remove

# How the folders of ours begin that hold staged submissions and scratch space.
PREFIX = "mnist-grade-"


@dataclass(frozen=True, slots=True)
class Launched:
    """A nursery that was started: its folder, process and control channel; a context manager."""

    home: Path
    process: subprocess.Popen[bytes]
    control: socket.socket

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, its workers with it, and remove its folder; a second time does nothing."""
        self.control.close()
        # It keeps nothing, and to take torch down in good order would cost half a second.
        self.process.kill()
        self.process.wait()
        remove(str(self.home))


def launch(home: Path | None = None) -> Launched:
    """Start a nursery in a process and an environment of its own; it logs into `home`.

    `home` is a folder of its own, a temporary one unless given, which goes when it ends.
    """
    home = home or Path(tempfile.mkdtemp(prefix=PREFIX))
    (home / "scratch").mkdir()
    ours, theirs = socket.socketpair()
    with theirs, (home / "nursery.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.sandbox.nursery", str(theirs.fileno()), str(home)],
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
    settings = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS")}
    # A compiled function is to run as it is written: no compiler can be started there.
    settings |= {"TORCH_COMPILE_DISABLE": "1", "TORCHDYNAMO_DISABLE": "1"}
    return kept | settings | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
