"""`mnist-grade doctor`: what this machine has, and what it protects."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED
from grader.cli.options import course_option


@click.command()
@course_option
@click.option(
    "--require", type=click.Choice(["none", "limits", "sealed"]), default="none", metavar="LEVEL",
    help="End with status 3 where this machine protects below: none, limits or sealed.",
)  # fmt: skip
def command(course_file: Path | None, require: str) -> None:
    """Say whether grading can work on this machine, and what protects it from student code.

    \b
    Examples:
      mnist-grade doctor
      mnist-grade doctor --course autumn/course.yaml --require sealed

    Exit status: 0 it can, 1 something that it needs is missing or wrong, 3 it protects below
    what --require asks for.
    """
    from rich.console import Console

    from grader.judge.doctor import can_grade, examine, protects
    from grader.report.doctor import print_rows
    from grader.sandbox.levels import Level

    rows = examine(course_file, Level.named(require))
    print_rows(rows, Console())
    if not protects(rows):
        sys.exit(GRADER_FAILED)
    sys.exit(PASSED if can_grade(rows) else NOT_PASSED)
