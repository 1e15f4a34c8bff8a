"""How a command ends: the exit statuses of the contract, one line about what is wrong, quietly."""

from __future__ import annotations

import errno
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


# What a system says of a pipe whose reader has left; Windows calls the last write invalid.
_LEFT = (errno.EPIPE, errno.ECONNRESET, errno.EINVAL)


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
        except OSError as error:
            self._let_go(error)
            return len(text)

    def flush(self) -> None:
        """Hand over what was written."""
        try:
            super().flush()
        except OSError as error:
            self._let_go(error)

    def _let_go(self, error: OSError) -> None:
        """From here on, the descriptor leads nowhere. Raises: the error, where it is another."""
        if error.errno not in _LEFT:
            raise error
        self.left = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def outlived(stream: TextIO | None) -> TextIO | None:
    """The stream, which from here on outlives its reader; None where it is closed.

    What its encoding does not have is written as an escape: a code page is no reason to fail.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    return Outlived(
        stream.buffer,
        encoding=stream.encoding,
        errors="backslashreplace" if stream.errors == "strict" else stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def unread() -> bool:
    """Whether the reader of standard output went away: for commands that would go on for ever."""
    return isinstance(sys.stdout, Outlived) and sys.stdout.left
