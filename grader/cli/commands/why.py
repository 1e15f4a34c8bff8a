"""`mnist-grade why`: explain a finding."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exit_status import USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError
from grader.report.shell_words import finding_codes


@click.command()
@click.argument("code", required=False, shell_complete=finding_codes)
@course_option
@click.option("--right", is_flag=True, help="Show right code, too, which gives an answer away.")
def command(code: str | None, right: bool, course_file: Path | None) -> None:
    """Explain the finding CODE: what was believed, why it is not so, and how the mistake looks.

    Without CODE, list all findings by exercise. It is about the course of your last check in this
    folder, unless another one is named; what that check found of it is shown in your own numbers.

    \b
    Examples:
      mnist-grade why missing-zero-grad
      mnist-grade why
    """
    from rich.console import Console

    from grader.course.place import folder_at
    from grader.findings.catalogue import by_code
    from grader.learn.progress import course_here, recall
    from grader.report.why import print_list, print_page, similar

    try:
        folder = folder_at(course_file or course_here())
        known = by_code(folder)
    except CourseError as error:
        end(str(error), USAGE)
    if code is None:
        print_list(Console(), folder)
    elif code in known:
        print_page(code, Console(), right=right, folder=folder, own=recall().found(code))
    else:
        close = similar(code, folder)
        meant = f"did you mean {' or '.join(close)}?" if close else "`mnist-grade why` lists them."
        end(f"there is no finding {code!r}; {meant}", USAGE)
