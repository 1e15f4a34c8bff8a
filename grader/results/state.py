"""Where this account keeps what mnist-grade remembers for it."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path | None:
    """$XDG_STATE_HOME/mnist-grade, else that of the home folder; None where there is none."""
    given = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(given):
        return Path(given) / "mnist-grade"
    try:
        return Path.home() / ".local" / "state" / "mnist-grade"
    except RuntimeError:
        return None
