"""`mnist-grade starters`: cut the starter files out of the solutions."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.ending import NOT_PASSED, PASSED, USAGE, end
from grader.errors import CourseError


@click.command()
@click.argument("solutions", type=click.Path(path_type=Path), default="solutions")
@click.argument("exercises", type=click.Path(path_type=Path), default="exercises")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what is stale.")
def command(solutions: Path, exercises: Path, only_check: bool) -> None:
    """Cut the starter files of EXERCISES out of SOLUTIONS, at the marks that are in them.

    \b
    Examples:
      mnist-grade starters
      mnist-grade starters --check

    Exit status: 0 they are fresh now, 1 with --check some are not, 2 a mark is wrong.
    """
    from grader.starters import stale_starters, write_starters

    try:
        paths = (stale_starters if only_check else write_starters)(solutions, exercises)
    except (CourseError, OSError) as error:
        end(str(error), USAGE)
    for path in paths:
        click.echo(f"{'stale' if only_check else 'written'}: {path}")
    sys.exit(NOT_PASSED if only_check and paths else PASSED)
