"""`mnist-grade start`: a fresh copy of the exercises, with the lesson."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from grader.ending import USAGE, end
from grader.errors import CourseError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Put the lesson and a fresh copy of the exercises into FOLDER, and say how to begin.

    What is there already is left as it is, and named: nothing is ever overwritten. To begin one
    exercise again, move its file away first.

    \b
    Examples:
      mnist-grade start work
      mv work/backward.py work/first-try.py && mnist-grade start work
    """
    from rich.console import Console

    from grader.edition import start
    from grader.report.start import print_start

    try:
        written, left = start(folder)
    except CourseError as error:
        end(str(error), USAGE)
    print_start(shlex.quote(str(folder)), written, left, Console())
