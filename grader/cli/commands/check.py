"""`mnist-grade check`: grade one submission."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.asking import ask_why_gone
from grader.cli.elsewhere import found_at, found_in, line_of
from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end
from grader.cli.options import course_option
from grader.cli.writing import write_whole
from grader.errors import CourseError, DatasetError, GradeError, ProtectionError, SubmissionError
from grader.report.shell_words import exercise_names

if TYPE_CHECKING:
    from grader.learn.at_hand import Tools
    from grader.learn.progress import Progress
    from grader.results.verdict import Grade
    from grader.submission.submission import Submission


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--exercise", "exercises", multiple=True, metavar="ID", shell_complete=exercise_names,
    help="Only this exercise.",
)  # fmt: skip
@click.option("--dataset", type=click.Choice(["digits", "mnist"]), help="Instead of the course's.")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="MNIST's folder, not the course's."
)
@click.option("--json", "output", metavar="FILE", help="Write the result here ('-': stdout).")
@click.option("--all", "whole", is_flag=True, help="Open what passed, and the whole training.")
@click.option("--details", is_flag=True, help="Show the numbers that were compared.")
@click.option("--html", metavar="FILE", help="Write the report as a page with pictures here.")
@click.option(
    "--require",
    type=click.Choice(["none", "limits", "sealed"]),
    default="none",
    metavar="LEVEL",
    help="Grade nothing where less protects this machine: none, limits or sealed.",
)
@click.option(
    "--ask/--no-ask", default=True, help="Ask, on a terminal, why a change helped; once a finding."
)
@course_option
def command(
    path: Path, exercises: tuple[str, ...], dataset: str | None, folder: Path | None,
    output: str | None, html: str | None, whole: bool, details: bool, require: str,
    ask: bool, course_file: Path | None,
) -> None:  # fmt: skip
    """Grade the submission at PATH: a folder, a .zip or .tar.gz of one, or a notebook.

    \b
    Examples:
      mnist-grade check exercises/
      mnist-grade check exercises/ --exercise backward
      mnist-grade check exercises/ --html report.html
      mnist-grade check solutions/ --dataset mnist --json result.json

    Exit status: 0 every required check passed, 1 some did not or PATH is a file that cannot be
    read as a submission, 2 the command line or course.yaml is wrong, 3 the grader itself failed.
    """
    from grader.judge.once import check_submission
    from grader.learn.progress import course_of, note_check, recall

    try:
        course_file = course_of(path, course_file)
        with _saying_so(output != "-"):
            grade, submission = check_submission(
                path, exercises or None, dataset, folder, course_file, require
            )
    except (CourseError, SubmissionError, DatasetError) as error:
        end(line_of(error, path, course_file, "check"), USAGE)
    except ProtectionError as error:
        end(f"not graded: {error}", GRADER_FAILED)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    before = recall(path)
    said = grade.exercises, grade.trace, grade.training
    grade = note_check(path, course_file, *said).counted(grade)
    if html is not None:
        write_whole(html, _page(grade, submission, _tools(path, course_file)), "--html")
    if output is not None:
        _write_json(output, grade.to_json())
    if output != "-":
        _print(grade, path, course_file, exercises, whole=whole, details=details)
        _print_place(path, course_file, _newly_right(before, grade), part=bool(exercises))
    if output is None and ask:
        ask_why_gone(path, before, grade)
    sys.exit(GRADER_FAILED if grade.status == "failed" else PASSED if grade.passed else NOT_PASSED)


@contextmanager
def _saying_so(wanted: bool) -> Iterator[None]:
    """A word on the terminal while the judge works, gone when it is done; nothing in a pipe."""
    shown = wanted and sys.stderr.isatty()
    stays = os.environ.get("TERM", "") in ("dumb", "unknown")  # it cannot take back what it said
    if shown:
        click.echo("checking ...", err=True, nl=stays)
    try:
        yield
    finally:
        if shown and not stays:
            click.echo("\r            \r", err=True, nl=False)


def _print(
    grade: Grade, path: Path, course_file: Path | None, exercises: tuple[str, ...], **wanted: bool
) -> None:  # fmt: skip
    """The report, as much of it as is wanted; short where there is nothing to report on."""
    from rich.console import Console

    from grader.report.nothing import absent_files, print_nothing, print_unreadable
    from grader.report.reading import unreadable
    from grader.report.terminal import print_report

    console = Console()
    if (unread := unreadable(grade)) is not None:
        print_unreadable(grade, unread, console, *found_at(path, course_file, "check"))
    elif absent := absent_files(grade):
        found, words = found_in(path, absent, exercises, course_file)
        print_nothing(grade, absent, console, found, words)
    else:
        part = bool(exercises)
        tools = _tools(path, course_file)
        print_report(grade, console, folder=str(path), why=True, part=part, tools=tools, **wanted)


def _newly_right(before: Progress, grade: Grade) -> list[str]:
    """The exercises that are right now and were not before."""
    was = {name for name, standing in before.exercises.items() if standing.passed or standing.stood}
    return [e.id for e in grade.exercises if e.passed and e.id not in was]


def _print_place(path: Path, course_file: Path | None, newly: list[str], *, part: bool) -> None:
    """Where the learner is, as it is remembered from check to check; not where a part was asked."""
    from rich.console import Console

    from grader.course.course import built_in_course, load_course
    from grader.course.shipped import called
    from grader.learn.progress import recall
    from grader.learn.whereabouts import told_by_lesson, whereabouts
    from grader.report.text import Page, flat
    from grader.report.whereabouts import print_newly_right, print_whereabouts

    course, progress, console = (
        load_course(course_file or built_in_course()), recall(path), Console(),
    )  # fmt: skip
    where = whereabouts(course, progress)
    following = where.next if progress.exercises and (newly or not part) else None
    if following is not None and not following.bonus:
        console.print()
        if not part:
            print_whereabouts(where, told_by_lesson(course)[following.id], console)
        if newly:
            print_newly_right(newly, console)
    if course_file is not None:
        Page.on(console).say(f"Course: {flat(called(course_file))}")


def _tools(path: Path, course_file: Path | None) -> Tools:
    from grader.course.course import built_in_course, load_course
    from grader.learn.at_hand import tools_of

    return tools_of(load_course(course_file or built_in_course()), path)


def _page(grade: Grade, submission: Submission, tools: Tools) -> str:
    """The report as the student may read it, with the lines of the student's own files."""
    from grader.report.page import page
    from grader.report.page_code import sources_of

    return page(grade.to_json(), view="student", sources=sources_of(submission), tools=tools)


def _write_json(output: str, document: object) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
    if output == "-":
        click.echo(text, nl=False)
    else:
        write_whole(output, text, "--json")
