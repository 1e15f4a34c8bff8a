"""`mnist-grade hint`: the next of an exercise's five hints, the weakest first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.exit_status import USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError
from grader.report.shell_words import exercise_names

if TYPE_CHECKING:
    from grader.course.course import Course, Exercise
    from grader.learn.hints import Hint
    from grader.learn.progress import Progress


@click.command()
@click.argument("exercise", required=False, shell_complete=exercise_names)
@click.option(
    "--for", "submission", type=click.Path(path_type=Path), metavar="PATH",
    help="Your work, where it is not what you checked last in this folder.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Repeat the last hint; take no new one.")
@click.option(
    "--all", "afterwards", is_flag=True,
    help="Once EXERCISE is right: all its hints, another right way, and a common mistake.",
)  # fmt: skip
@course_option
def command(
    exercise: str | None, submission: Path | None, again: bool, afterwards: bool,
    course_file: Path | None,
) -> None:  # fmt: skip
    """Give the next hint for EXERCISE; each one says a little more than the one before.

    Without EXERCISE, it is for the one that failed first in your last check of this folder. A hint
    asks or points, and a hint costs nothing. With `record_hints: true` in course.yaml, how many
    were taken is written to hints-taken.json beside your work, for your instructor to see.

    \b
    Examples:
      mnist-grade hint
      mnist-grade hint backward
      mnist-grade hint backward --again
      mnist-grade hint backward --all

    Exit status: 0 given, 2 the command line or course.yaml is wrong, or nothing was checked yet.
    """
    from grader.course.course import built_in_course, load_course
    from grader.learn.hints import next_hint
    from grader.learn.progress import course_checked, course_of, recall

    if submission is not None and not submission.exists():
        end(f"--for {submission}: there is no such file or folder", USAGE)
    progress = recall(submission)
    # Without any check, what is remembered goes by the folder that this is asked in.
    path = submission or Path(progress.submission or ".")
    try:
        chosen_course = course_file or course_checked(progress) or course_of(path, None)
        course = load_course(chosen_course or built_in_course())
        failed = progress.first_failed(e.id for e in course.exercises)
        name = exercise or failed or _not_begun(course, progress)
        if name is None:
            end(_nothing_to_hint_at(bool(progress.exercises)), USAGE)
        (chosen,) = course.chosen([name])
    except CourseError as error:
        end(str(error), USAGE)
    if afterwards:
        _all_about(course, chosen, progress)
    else:
        recorded_too = course.record_hints and bool(submission or progress.exercises)
        _give(next_hint(chosen, progress, again=again), progress, path, recorded_too)


def _give(hint: Hint, progress: Progress, path: Path, recorded_too: bool) -> None:
    """Print a hint, and remember that it was taken."""
    from rich.console import Console

    from grader.learn.hints import record, taken
    from grader.learn.progress import remember
    from grader.report.hint import print_hint

    progress = taken(progress, hint)
    kept = remember(path, progress)
    if recorded_too:
        record(path, progress)
    print_hint(hint, Console(), folder=_near(path), kept=kept)


def _all_about(course: Course, exercise: Exercise, progress: Progress) -> None:
    """What can be read of an exercise once it is right."""
    from rich.console import Console

    from grader.learn.hints import right_ways
    from grader.report.afterwards import print_afterwards

    standing = progress.exercises.get(exercise.id)
    if standing is None or not (standing.passed or standing.stood):
        end(f"{exercise.id} is not right yet; `mnist-grade hint {exercise.id}` gives its hints one "
            "by one", USAGE)  # fmt: skip
    print_afterwards(exercise, right_ways(course.folder, exercise), course.folder, Console())


def _near(path: Path) -> str:
    """A path as seen from here, where it lies below."""
    here = os.path.relpath(path)
    return str(path) if here.startswith("..") else here


def _not_begun(course: Course, progress: Progress) -> str | None:
    """The first required exercise that no check has seen yet, where others were checked."""
    required = (e.id for e in course.exercises if not e.bonus and progress.exercises)
    return next((name for name in required if name not in progress.exercises), None)


def _nothing_to_hint_at(checked: bool) -> str:
    if checked:
        return "everything passed in your last check; name an exercise to read its hints"
    return (
        "nothing was checked in this folder yet; run `mnist-grade check FOLDER` first, name an "
        "exercise, or give your work with --for"
    )
