"""A part of a terminal that is drawn over again and again, where the console is one."""

from __future__ import annotations

from typing import Any, Self

from rich.console import Console
from rich.live import Live


class Screen:
    """A context manager; `_live` is None where the console is no terminal, or a dumb one."""

    def __init__(self, console: Console, **settings: Any) -> None:
        """`settings` are those of rich's Live."""
        drawn_over = console.is_terminal and not console.is_dumb_terminal
        self._console = console
        self._live = Live(console=console, auto_refresh=False, **settings) if drawn_over else None

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()
