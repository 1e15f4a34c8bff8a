"""How a command ends: the exit statuses of the contract, and one line about what is wrong."""

from __future__ import annotations

import sys
from typing import NoReturn

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
