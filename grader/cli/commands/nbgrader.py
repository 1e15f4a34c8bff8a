"""`mnist-grade nbgrader`: a course in nbgrader, and its gradebook."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from grader.cli.exit_status import PASSED, USAGE, end, warn
from grader.cli.options import course_option
from grader.errors import ExtraError, GradeError


@click.group()
def command() -> None:
    """Set up a course in nbgrader, and keep its gradebook and a batch's grades alike.

    The course itself is run with nbgrader's own commands: see docs/nbgrader.md.

    \b
    Examples:
      mnist-grade nbgrader init course --roster roster.csv
      mnist-grade nbgrader sync course grades/
    """


@command.command()
@click.argument("folder", metavar="COURSE_DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--assignment", metavar="NAME", help="Default: the course's name.")
@click.option("--roster", type=click.Path(path_type=Path), help="A CSV with ids and names.")
@course_option
@click.option("--solutions", type=click.Path(path_type=Path), help="Instead of the packed ones.")
def init(
    folder: Path,
    assignment: str | None,
    roster: Path | None,
    course_file: Path | None,
    solutions: Path | None,
) -> None:
    """Write a working nbgrader course into COURSE_DIR.

    That is nbgrader_config.py, course.yaml, the source notebook and a gradebook with the roster.
    What is there already stays as it is; the roster is read again.

    \b
    Example:
      mnist-grade nbgrader init course --roster roster.csv

    Exit status: 0 done, 2 course, solutions or roster cannot be used.
    """
    _require_nbgrader()
    from grader.course.course import load_course, seed_warning
    from grader.lms.nbgrader.setup import COURSE_FILE, set_up

    try:
        name, written = set_up(
            folder,
            assignment=assignment,
            course_file=course_file,
            solutions=solutions,
            roster=roster,
        )
        words = seed_warning(load_course(folder / COURSE_FILE), folder / COURSE_FILE)
    except (GradeError, OSError) as error:
        end(str(error), USAGE)
    for path in written:
        click.echo(f"written: {path}")
    if words:
        warn(words)
    click.echo(f"ready: cd {folder} && nbgrader generate_assignment {name}")
    raise SystemExit(PASSED)


def _require_nbgrader() -> None:
    from grader.results.extras import coming_with

    try:
        with coming_with("nbgrader", "mnist-grade nbgrader"):
            importlib.import_module("nbgrader")
    except ExtraError as error:
        end(str(error), USAGE)


@command.command()
@click.argument("folder", metavar="COURSE_DIR", type=click.Path(path_type=Path, exists=True))
@click.argument("grades", metavar="GRADES", type=click.Path(path_type=Path, exists=True))
@click.option("--assignment", metavar="NAME", help="Default: the only one in the gradebook.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
def sync(folder: Path, grades: Path, assignment: str | None, dry_run: bool) -> None:
    """Bring the gradebook in COURSE_DIR and a batch's folder GRADES together.

    The batch's scores, extra credit, late penalties and comments go into the automatic fields of
    the gradebook; scores that a person entered there become overrides in GRADES. What was entered
    by hand in either place stays. The second run changes nothing.

    \b
    Examples:
      mnist-grade nbgrader sync course grades --dry-run
      mnist-grade nbgrader sync course grades

    Exit status: 0 done, 2 the gradebook or the grades cannot be used.
    """
    _require_nbgrader()
    from grader.lms.nbgrader.sync import sync as bring_together
    from grader.report.text import flat

    try:
        done = bring_together(folder, grades, assignment=assignment, dry_run=dry_run)
    except GradeError as error:
        end(str(error), USAGE)
    for title, changes in (("gradebook", done.gradebook), ("overrides.csv", done.overrides)):
        click.echo(f"{title}: {len(changes)} {'would change' if dry_run else 'changed'}")
        for change in changes:
            click.echo(f"  {flat(change.words)}")
    for note in done.notes:
        click.echo(f"note: {flat(note)}")
    raise SystemExit(PASSED)
