"""A play that gave nothing to see: which kind of end it came to, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "missing-function", "wrong-signature", "not-implemented", "syntax-error", "import-error",
    "exception", "memory-limit", "crashed", "output-limit", "forbidden-operation", "timeout",
    "process-wide-switch",
}  # fmt: skip


@dataclass(eq=False)
class Mishap(Exception):
    """A play that gave no sight: the kind of a finding, with what is known about the place."""

    kind: str
    type: str = ""
    text: str = ""
    file: str | None = None
    line: int | None = None
    name: str | None = None
    source: str = ""
    column: int | None = None
    garbled: bool = False
    trace: list[dict[str, Any]] = field(default_factory=list)
    tried: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
