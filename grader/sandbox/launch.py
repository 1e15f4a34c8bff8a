"""Starting a nursery in an interpreter of its own, which needs no torch here."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.closing import Closing
from grader.sandbox.removal import remove
from grader.sandbox.surroundings import LOG, PREFIX, clean_environment


@dataclass(frozen=True, slots=True)
class Launched(Closing):
    """A nursery that was started: its folder, process and control channel; a context manager."""

    home: Path
    pid: int
    control: socket.socket

    def close(self) -> None:
        """End it, its workers with it, and remove its folder; a second time does nothing."""
        self.control.close()
        # It keeps nothing, and to take torch down in good order would cost half a second.
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        remove(str(self.home))


def launch(home: Path | None = None, program: str = "grader.worker.nursery") -> Launched:
    """Start a nursery in a process and an environment of its own; it logs into `home`.

    `home` is a folder of its own, a temporary one unless given, which goes when it ends. Whoever
    knows a secret already has a nursery by this way alone, and by no fork.
    """
    home = home or Path(tempfile.mkdtemp(prefix=PREFIX))
    ours, theirs = socket.socketpair()
    with theirs:
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", "-m", program],
            clean_environment(),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, str(home / LOG), os.O_WRONLY | os.O_CREAT, 0o600),
            ],
        )
    return Launched(home, pid, ours)
