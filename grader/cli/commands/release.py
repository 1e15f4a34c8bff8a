"""`mnist-grade release`: the edition of the course for students."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cli.exit_status import PASSED, USAGE, end, warn
from grader.cli.options import course_option
from grader.errors import CourseError

if TYPE_CHECKING:
    from grader.course.course import Course


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@course_option
@click.option(
    "--with-solutions", is_flag=True, help="Pack the whole course into OUT, a new .zip, instead."
)
def command(out: Path, course_file: Path | None, with_solutions: bool) -> None:
    """Write the edition for students to OUT, a new folder or a new .zip.

    It holds the lesson, the starters, a course.yaml and a page that says how to begin, and
    nothing else. In that course.yaml the seed is a public one and hidden checks are left out, so
    students who have mnist-grade can run every visible check on work of their own. Whoever has it
    can also read how the others work; what stays secret is the work that your seed draws. Keep
    your own course.yaml.

    Of a course of your own students have no solutions, which decide what right code does: their
    edition is lesson and starters. With --with-solutions OUT is the whole course in one file, with
    a public seed: whoever has it can check at home, and read every solution.

    \b
    Examples:
      mnist-grade release student-edition
      mnist-grade release student-edition.zip --course autumn/course.yaml
      mnist-grade release course.zip --course my-course --with-solutions
    """
    from grader.course.course import built_in_course, load_course, seed_warning
    from grader.course.edition import student_edition, write_edition

    path = course_file or built_in_course()
    try:
        course = load_course(path)
        if with_solutions:
            _packed(course, out)
        files = student_edition(course)
        write_edition(files, out)
    except CourseError as error:
        end(str(error), USAGE)
    for name in files:
        click.echo(f"{out}/{name}")
    if words := seed_warning(course, path):
        warn(words)
    click.echo("Left out: solutions, hidden checks, your seed.")


def _packed(course: Course, out: Path) -> NoReturn:
    from grader.course.edition import PUBLIC_SEED
    from grader.course.packed import packed

    if course.folder.package:
        end("whoever has mnist-grade has its own course already; name another with --course", USAGE)
    if out.suffix.lower() != ".zip" or out.exists():
        end(f"{out}: name a new file that ends in .zip", USAGE)
    content = packed(course.folder, PUBLIC_SEED)
    try:
        out.write_bytes(content)
    except OSError as error:
        end(f"{out}: cannot be written: {error.strerror}", USAGE)
    warn(f"{out} holds every solution, check and mistake of {course.name}; its seed is public")
    click.echo(f"{out}: mnist-grade check WORK --course {out.name}")
    sys.exit(PASSED)
