"""How a command ends: the exit statuses of the contract, one line about what is wrong, quietly."""

from __future__ import annotations

import io
import os
import sys
from typing import NoReturn, TextIO

PASSED, NOT_PASSED, USAGE, GRADER_FAILED = 0, 1, 2, 3


def warn(message: str) -> None:
    """One line on standard error about what does not keep the command from going on."""
    import click

    from grader.report.text import flat

    click.echo(f"mnist-grade: warning: {flat(message)}", err=True)


def end(message: str, status: int) -> NoReturn:
    """One line on standard error, and the end with this exit status."""
    import click

    from grader.report.text import flat

    click.echo(f"mnist-grade: {flat(message)}", err=True)
    sys.exit(status)


class Outlived(io.TextIOWrapper):
    """An output whose reader may go away: what is written after that goes nowhere.

    `... | head` reads a few lines and leaves. The command does the rest of its work all the same,
    leaves no file half written, and ends with the status that it would have had.
    """

    left = False

    def write(self, text: str, /) -> int:
        """Write the text, or drop it where nobody reads any more."""
        try:
            return super().write(text)
        except (BrokenPipeError, ConnectionResetError):
            self._let_go()
            return len(text)

    def flush(self) -> None:
        """Hand over what was written."""
        try:
            super().flush()
        except (BrokenPipeError, ConnectionResetError):
            self._let_go()

    def _let_go(self) -> None:
        """From here on, the descriptor leads nowhere."""
        self.left = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def outlived(stream: TextIO | None) -> TextIO | None:
    """The stream, which from here on outlives its reader; None where it is closed."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    return Outlived(
        stream.buffer,
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def unread() -> bool:
    """Whether the reader of standard output went away: for commands that would go on for ever."""
    return isinstance(sys.stdout, Outlived) and sys.stdout.left
