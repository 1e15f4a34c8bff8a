"""`mnist-grade explore`: write the page that shows a training step from the inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.exit_status import GRADER_FAILED, USAGE, end
from grader.cli.options import course_option
from grader.cli.writing import write_whole

if TYPE_CHECKING:
    from grader.learn.progress import Progress


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("explorer.html"),
    show_default=True,
    metavar="FILE",
    help="Write the page here.",
)
@click.option(
    "--work", type=click.Path(path_type=Path), metavar="FOLDER",
    help="Begin with the loop in there and its losses, as the last check recorded them.",
)  # fmt: skip
@course_option
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def command(out: Path, show: bool, work: Path | None, course_file: Path | None) -> None:
    """Write a page to look inside one training step, call by call.

    The page trains, on real digits: play it call by call, put the five calls in another order,
    and see what each changes and what breaks. One file; it needs no network.

    \b
    Examples:
      mnist-grade explore --open
      mnist-grade explore --work exercises/ --open
      mnist-grade explore --out step.html
    """
    from grader.course.authored import shown
    from grader.course.place import folder_at
    from grader.course.shipped import called, shipped_folder
    from grader.errors import CourseError, DatasetError
    from grader.learn.progress import Progress
    from grader.report.inline import self_contained

    try:
        own = folder_at(course_file) is not None
    except CourseError as error:
        end(str(error), USAGE)
    if own and course_file is not None:
        end(
            f"{called(course_file)}: only the course that is built in has something to explore; "
            "leave --course out, or look into this one with `mnist-grade debug`",
            USAGE,
        )
    progress = _loop_in(work) if work else Progress()
    found = {name: one.code for name, one in progress.exercises.items()}
    click.echo("Training some small networks, this takes a few seconds ...", err=True)
    try:
        # Imported here: torch takes seconds, and a mistake in the command line none.
        made = shown(shipped_folder(), "page").explorer_page(
            progress.calls, progress.recorded.losses, progress.recorded.right, found
        )
        page = self_contained(**made)
    except DatasetError as error:
        end(str(error), GRADER_FAILED)
    write_whole(out, page, "--out")
    click.echo(f"{out}: open it in a browser")
    if show:
        click.launch(str(out))


def _loop_in(work: Path) -> Progress:
    """The progress that holds the calls of a loop; it ends here where no check has seen any."""
    from grader.learn.progress import recall
    from grader.results.harmless import as_word

    progress = recall(work)
    if not progress.calls:
        end(
            f"--work {work}: no check has seen a step of its loop yet; write the loop in there, "
            f"then run: mnist-grade check {as_word(str(work))}",
            USAGE,
        )
    return progress
