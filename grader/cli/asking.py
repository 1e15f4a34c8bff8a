"""Questions to whoever sits at a terminal; nobody else is ever asked anything."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.learn.progress import Progress
    from grader.results.verdict import Grade

NEVER = "never"


def somebody_is_there() -> bool:
    """Whether input and output are a terminal, and no build or test runs this."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")


def asked(question: str, offered: Sequence[str] = ()) -> str:
    """One line in answer to a question, or one of what is offered; empty where none was typed."""
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


def ask_why_gone(path: Path, before: Progress, grade: Grade) -> None:
    """After a finding is gone, ask why the change helped: once, and never who said `never`."""
    if not somebody_is_there() or NEVER in before.asked:
        return
    from grader.learn.progress import recall, remember
    from grader.learn.sentences import keep_sentence
    from grader.learn.watching import gone_since

    where, code = gone_since(before, grade)
    if not code or f"{where}:{code}" in before.asked:
        return
    said = asked(
        f"{code} is gone from {where}. In a sentence for your teacher: why did your change help?\n"
        f"(Enter: no answer; {NEVER}: never ask again)"
    )
    done = NEVER if said.lower() == NEVER else f"{where}:{code}"
    now = recall(path)
    remember(path, replace(now, asked=(*now.asked, done)))
    if said and done != NEVER:
        keep_sentence(path if path.is_dir() else path.parent, code, where, said)
