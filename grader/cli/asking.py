"""Questions to whoever sits at a terminal; nobody else is ever asked anything."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def somebody_is_there() -> bool:
    """Whether input and output are a terminal, and no build or test runs this."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")


def asked(question: str, offered: Sequence[str] = ()) -> str:
    """One line in answer to a question, or one of what is offered; empty where nothing was typed."""
    import click

    for number, words in enumerate(offered, start=1):
        click.echo(f"    {number}  {words}")
    try:
        said = input(f"{question} ").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return ""
    if said.isdigit() and 1 <= int(said) <= len(offered):
        return offered[int(said) - 1]
    return said if not offered or said in offered else ""
