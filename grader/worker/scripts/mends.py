"""All mistakes that can be taken back while a script runs again, by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.worker.scripts import mends_of_calls, mends_of_losses
from grader.worker.scripts.mending import Mending

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

MENDS: dict[str, type[Mending]] = {
    code: cls
    for module in (mends_of_calls, mends_of_losses)
    for cls in vars(module).values()
    for code in getattr(cls, "codes", ())
}


def mending_of(code: str, watcher: Watcher) -> Mending:
    """What mends the mistake of this code; nothing where the code is empty."""
    return MENDS.get(code, Mending)(watcher)
