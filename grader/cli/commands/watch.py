"""`mnist-grade watch`: check again on every save."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.elsewhere import line_of
from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end, unread
from grader.cli.options import course_option
from grader.errors import CourseError, DatasetError, GradeError, SubmissionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course.course import Course
    from grader.judge.process import JudgeProcess
    from grader.results.verdict import Grade
    from grader.submission.submission import Submission


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dataset", type=click.Choice(["digits", "mnist"]), help="Instead of the course's.")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="MNIST's folder, not the course's."
)
@course_option
def command(path: Path, dataset: str | None, folder: Path | None, course_file: Path | None) -> None:
    """Check the work at PATH now, and again whenever one of its files is saved.

    Only the exercises that a save concerns are checked again, and the screen says what is new.
    In a pipe or a file, each result is one line. Ctrl-C ends it.

    \b
    Examples:
      mnist-grade watch work
      mnist-grade watch work | tee progress.txt

    Exit status: that of the last result, as `mnist-grade check` has it.
    """
    from grader.judge.once import setup_for
    from grader.judge.process import JudgeProcess
    from grader.learn.progress import course_of
    from grader.submission.submission import read_submission

    grade: Grade | None = None
    try:
        course_file = course_of(path, course_file)
        with JudgeProcess() as judge:
            setup = setup_for(course_file, dataset, folder)
            setup.fetch()
            judge.begin(setup)
            # A path that is no submission is told at once.
            if trouble := read_submission(path, wanted=setup.course.wanted).unreadable:
                raise SubmissionError(": ".join(trouble))
            judge.greet()
            for grade in _grades(path, course_file, judge, setup.course):
                if grade.status == "failed" or unread():
                    break
    except KeyboardInterrupt:
        pass  # the way to end it
    except (CourseError, SubmissionError, DatasetError) as error:
        end(line_of(error, path, course_file, "watch"), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    if grade is not None and grade.status == "failed":
        sys.exit(GRADER_FAILED)
    sys.exit(PASSED if grade is not None and grade.passed else NOT_PASSED)


def _grades(
    path: Path, course_file: Path | None, judge: JudgeProcess, course: Course
) -> Iterator[Grade]:
    """The grade of each look, after it was shown and remembered."""
    from functools import partial

    from rich.console import Console

    from grader.learn.at_hand import tools_of
    from grader.learn.progress import note_check
    from grader.learn.watching import Look, looks, saves
    from grader.learn.whereabouts import told_by_lesson
    from grader.report.watch import LookScreen
    from grader.submission.submission import read_submission

    tools = tools_of(course, path)
    with LookScreen(Console(), str(path), told_by_lesson(course), tools) as screen:

        def grade(submission: Submission, names: list[str]) -> Grade:
            screen.checking([e.file for e in course.exercises if e.id in names])
            return judge.grade_of(submission, names)

        read = partial(read_submission, path, wanted=course.wanted)
        for look in looks(saves(path), read, grade, course.exercises):
            screen.show(look)
            if isinstance(look, Look):
                seen = look.grade
                note_check(path, course_file, seen.exercises, seen.trace, seen.training)
                yield look.grade
