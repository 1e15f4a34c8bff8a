"""Folders of ours whose process was killed before it could remove them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grader.sandbox.removal import remove


def sweep(start: str) -> None:
    """Remove the temporary folders called `start`, a process's number and more, if that is gone.

    Where the system cannot be asked whether a process is there, they stay.
    """
    if not hasattr(os, "getuid"):  # on Windows the question would be a Ctrl-C to that process
        return
    for home in Path(tempfile.gettempdir()).glob(f"{start}*-*"):
        parent = home.name.removeprefix(start).partition("-")[0]
        try:
            ours = home.stat().st_uid == os.getuid()
            os.kill(int(parent), 0)
        except ProcessLookupError:
            if ours:
                remove(str(home))
        except (OSError, ValueError):
            continue
