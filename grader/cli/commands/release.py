"""`mnist-grade release`: the edition of the course for students."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exit_status import USAGE, end, warn
from grader.cli.options import course_option
from grader.errors import CourseError


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@course_option
def command(out: Path, course_file: Path | None) -> None:
    """Write the edition for students to OUT, a new folder or a new .zip.

    It holds the lesson, the starters, a course.yaml and a page that says how to begin, and
    nothing else. In that course.yaml the seed is a public one and hidden checks are left out, so
    students who have mnist-grade can run every visible check on work of their own. Whoever has it
    can also read how the others work; what stays secret is the work that your seed draws. Keep
    your own course.yaml.

    \b
    Examples:
      mnist-grade release student-edition
      mnist-grade release student-edition.zip --course autumn/course.yaml
    """
    from grader.course.course import built_in_course, load_course, seed_warning
    from grader.course.edition import student_edition, write_edition

    path = course_file or built_in_course()
    try:
        course = load_course(path)
        files = student_edition(course)
        write_edition(files, out)
    except CourseError as error:
        end(str(error), USAGE)
    for name in files:
        click.echo(f"{out}/{name}")
    if words := seed_warning(course, path):
        warn(words)
    click.echo("Left out: solutions, hidden checks, your seed.")
