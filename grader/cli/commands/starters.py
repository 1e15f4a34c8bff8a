"""`mnist-grade starters`: cut the starter files out of the solutions."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.exit_status import NOT_PASSED, PASSED, USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError


@click.command()
@click.argument("solutions", type=click.Path(path_type=Path), required=False)
@click.argument("exercises", type=click.Path(path_type=Path), default="exercises")
@course_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what is stale.")
def command(
    solutions: Path | None, exercises: Path, only_check: bool, course_file: Path | None
) -> None:
    """Cut the starter files of EXERCISES out of SOLUTIONS, at the marks that are in them.

    SOLUTIONS is the folder `solutions` here or, where there is none, what mnist-grade comes with;
    from there nothing is written over work that somebody began. With --course both folders are that
    course's; the starters of a packed one, and of one that comes along, are written here.

    \b
    Examples:
      mnist-grade starters
      mnist-grade starters --check
      mnist-grade starters autumn/solutions autumn/exercises

    Exit status: 0 they are fresh now, 1 with --check some are not, 2 a mark is wrong.
    """
    from grader.course.starters import stale_starters, write_starters

    here, packed = Path("solutions"), False
    if solutions is None:
        here, exercises, packed = _places(course_file, exercises)
    if packed:
        click.echo(f"from: {here}")
    try:
        paths = stale_starters(solutions or here, exercises)
        begun = [path for path in paths if path.exists()]
        if packed and begun and not only_check:
            end(f"{begun[0]}: somebody began to work on it; move it away, or name SOLUTIONS", USAGE)
        if not only_check:
            paths = write_starters(solutions or here, exercises)
    except (CourseError, OSError) as error:
        end(str(error), USAGE)
    for path in paths:
        click.echo(f"{'stale' if only_check else 'written'}: {path}")
    sys.exit(NOT_PASSED if only_check and paths else PASSED)


def _places(course_file: Path | None, exercises: Path) -> tuple[Path, Path, bool]:
    """The folders of solutions and of starters, and whether nobody is to write beside the first."""
    from grader.course.packed import record_of
    from grader.course.shipped import PACKAGE, shipped

    if course_file is None:
        here = Path("solutions")
        return (
            (here, exercises, False) if here.is_dir() else (shipped("solutions"), exercises, True)
        )
    try:
        record = record_of(course_file)
    except CourseError as error:
        end(str(error), USAGE)
    if record != course_file or record.is_relative_to(PACKAGE):
        return record.parent / "solutions", exercises, True
    return record.parent / "solutions", record.parent / "exercises", False
