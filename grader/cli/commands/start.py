"""`mnist-grade start`: a fresh copy of the exercises, with the lesson."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exit_status import USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@course_option
def command(folder: Path, course_file: Path | None) -> None:
    """Put the lesson and a fresh copy of the exercises into FOLDER, and say how to begin.

    What is there already is left as it is, and named: nothing is ever overwritten. To begin one
    exercise again, move its file away first. A course that is given here counts for `check`,
    `watch` and `hint` of this folder, too.

    \b
    Examples:
      mnist-grade start work
      mnist-grade start work --course course.yaml
      mnist-grade start work --course practice
      mv work/NAME.py work/first-try.py && mnist-grade start work
    """
    from rich.console import Console

    from grader.course.course import built_in_course, load_course
    from grader.course.edition import start
    from grader.learn.progress import course_of, note_start
    from grader.report.start import Started, print_start

    try:
        own = course_of(folder, course_file)
        course = load_course(own or built_in_course())
        written, left = start(folder, course)
    except CourseError as error:
        end(str(error), USAGE)
    kept = note_start(folder, own)
    print_start(Started(str(folder), written, left, own, kept), course.exercises, Console())
