"""`mnist-grade start`: a fresh copy of the exercises, with the lesson."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.exit_status import USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError

if TYPE_CHECKING:
    from grader.course.course import Course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--notebook", is_flag=True, help="A notebook in the place of the files.")
@course_option
def command(folder: Path, notebook: bool, course_file: Path | None) -> None:
    """Put the lesson and a fresh copy of the exercises into FOLDER, and say how to begin.

    What is there already is left as it is, and named: nothing is ever overwritten. To begin one
    exercise again, move its file away first. A course that is given here counts for `check`,
    `watch` and `hint` of this folder, too.

    \b
    Examples:
      mnist-grade start work
      mnist-grade start work --notebook
      mnist-grade start work --course course.yaml
      mnist-grade start work --course practice
      mv work/NAME.py work/first-try.py && mnist-grade start work
    """
    from rich.console import Console

    from grader.course.course import built_in_course, load_course
    from grader.course.edition import start
    from grader.learn.progress import course_of, note_start, recall
    from grader.learn.whereabouts import told_by_lesson, whereabouts
    from grader.report.start import Started, print_start
    from grader.report.whereabouts import print_whereabouts

    try:
        own = course_of(folder, course_file)
        course = load_course(own or built_in_course())
        if notebook:
            _notebook(folder, course, own)
            return
        written, left = start(folder, course)
    except CourseError as error:
        end(str(error), USAGE)
    kept, progress = note_start(folder, own), recall(folder)
    console, begun = Console(), bool(left and progress.exercises)
    print_start(Started(str(folder), written, left, own, kept, begun), course.exercises, console)
    if begun:
        where = whereabouts(course, progress)
        told = told_by_lesson(course)[where.next.id] if where.next else ""
        console.print()
        print_whereabouts(where, told, console)


def _notebook(folder: Path, course: Course, own: Path | None) -> None:
    """Put the course's notebook into the folder, and say how to begin. Raises: CourseError."""
    from rich.console import Console

    from grader.course.edition import write_new
    from grader.course.starter_notebook import starter_notebook
    from grader.learn.progress import note_start
    from grader.report.start import print_notebook

    target = folder if folder.suffix == ".ipynb" else folder / f"{course.name}.ipynb"
    written = write_new(target, starter_notebook(course).encode())
    note_start(target, own)
    note_start(target.parent, own)  # where `check()` in the notebook runs
    print_notebook(str(target), Console(), written=written)
