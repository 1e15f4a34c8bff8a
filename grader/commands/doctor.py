"""`mnist-grade doctor`: what this machine has, and what it protects."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.ending import NOT_PASSED, PASSED
from grader.options import course_option


@click.command()
@course_option
def command(course_file: Path | None) -> None:
    """Say whether grading can work on this machine, and what protects it from student code.

    \b
    Examples:
      mnist-grade doctor
      mnist-grade doctor --course autumn/course.yaml

    Exit status: 0 it can, 1 something that it needs is missing or wrong.
    """
    from rich.console import Console

    from grader.doctor import can_grade, examine
    from grader.report.doctor import print_rows

    rows = examine(course_file)
    print_rows(rows, Console())
    sys.exit(PASSED if can_grade(rows) else NOT_PASSED)
