"""`mnist-grade forget`: take one person out of a folder of grades."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exit_status import USAGE, end
from grader.errors import BatchError, ClassbookError, ExtraError


@click.command()
@click.argument("grades", type=click.Path(path_type=Path))
@click.argument("student")
@click.option("--store", metavar="URL", help="Where the batch kept its grades, if not in GRADES.")
def command(grades: Path, student: str, store: str | None) -> None:
    """Take all that GRADES holds of STUDENT out of it.

    Results, what was decided by hand, the stored grade, feedback pages, words about others that
    name them, and what exports have left in GRADES: those are easily made again. What they handed
    in lies in another folder, and stays there; grade that again and they are back.

    \b
    Examples:
      mnist-grade forget grades ada
      mnist-grade forget grades ada --store postgresql://grader@db/grades

    Exit status: 0 done, 2 there is nobody of that id, or the folder cannot be used.
    """
    from grader.results.extras import coming_with

    try:
        with coming_with("class", "mnist-grade forget"):
            from grader.batch.forgetting import forget
        done = forget(grades, student, store)
    except (ExtraError, BatchError, ClassbookError) as error:
        end(str(error), USAGE)
    from grader.lms.exports.feedback import write_feedback
    from grader.lms.exports.overview import FILE, write_overview

    write_feedback(grades)
    if (grades / FILE).exists():
        write_overview(grades)
    click.echo(
        f"{len(done.submissions)} submissions, {done.decisions} decisions by hand and "
        f"{done.stored} stored grades are gone. The pages are written anew."
    )
    if done.files:
        click.echo(f"Removed, to be exported again: {', '.join(done.files)}")
    click.echo("What was handed in lies elsewhere, and so do copies and backups: see to them.")
