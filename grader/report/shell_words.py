"""The words that a shell offers after Tab: exercises and finding codes."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from grader.course.records import shipped_exercises


def exercise_names(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The exercises whose names begin like this."""
    return [CompletionItem(name) for name in shipped_exercises() if name.startswith(begun)]


def finding_codes(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The codes that begin like this, each with what is believed."""
    from grader.findings import by_code

    return [
        CompletionItem(code, help=found[0].believes)
        for code, found in by_code().items()
        if code.startswith(begun)
    ]
