"""`mnist-grade course`: write a course of one's own, and prove it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError, GradeError
from grader.report.shell_words import exercise_names


@click.group()
def command() -> None:
    """Write a course of your own, and prove that it grades as you mean it.

    A course is a folder: a solution and a record of five lines are an exercise. See
    docs/own-course.md, or begin with `course init` and change what it wrote.

    \b
    Examples:
      mnist-grade course init my-course --bare
      mnist-grade course new label_smoothing --course my-course
      mnist-grade course prove --course my-course
    """


@command.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("exercise", required=False)
@click.option("--bare", is_flag=True, help="One small exercise, not the course that comes along.")
@course_option
def init(folder: Path, exercise: str | None, bare: bool, course_file: Path | None) -> None:
    """Write a course to begin with into FOLDER, which is new.

    It is a copy of the course that is named, or of the one that mnist-grade comes with, with all
    solutions, checks and mistakes, to be changed; with --bare it is one exercise of some 20 lines,
    called EXERCISE where you name it.
    It has a seed of its own.

    \b
    Examples:
      mnist-grade course init my-course --bare
      mnist-grade course init my-course --bare label_smoothing
      mnist-grade course init autumn
      mnist-grade course init autumn --course practice

    Exit status: 0 written, 2 there is something already.
    """
    from grader.course.authoring import new_course
    from grader.course.place import folder_at
    from grader.course.shipped import shipped_folder

    if exercise and not bare:
        end(f"EXERCISE {exercise}: goes with --bare; else all exercises are copied", USAGE)
    named = {"exercise": exercise} if exercise else {}

    def write() -> list[str]:
        like = None if bare else folder_at(course_file) or shipped_folder()
        return new_course(folder, like, **named)

    _written(folder, write)
    click.echo(f"next: mnist-grade course prove --course {folder}")


@command.command()
@click.argument("exercise")
@course_option
def new(exercise: str, course_file: Path | None) -> None:
    """Add EXERCISE to a course: a solution, its record and one mistake, all to be changed.

    \b
    Examples:
      mnist-grade course new label_smoothing
      mnist-grade course new label_smoothing --course my-course

    Exit status: 0 written, 2 the name or the course cannot be used.
    """
    from grader.course.authoring import new_exercise
    from grader.course.packed import is_packed

    record = _own(course_file)
    if is_packed(record):
        end(
            f"{record}: a packed course is not changed; `mnist-grade course init FOLDER --course "
            f"{record}` makes a folder of it",
            USAGE,
        )
    _written(record.parent, lambda: new_exercise(record, exercise))
    click.echo(f"next: write solutions/{exercise}.py, then: mnist-grade course prove {exercise}")


def _written(folder: Path, write: Callable[[], list[str]]) -> None:
    try:
        for name in write():
            click.echo(f"written: {folder / name}")
    except CourseError as error:
        end(str(error), USAGE)


def _own(course_file: Path | None) -> Path:
    """The course.yaml that was named, else the one of this folder, where its author works."""
    record = course_file or Path("course.yaml")
    if not record.is_file():
        end(
            f"{record}: there is no such file; go to the course's folder, or name it: --course "
            "FOLDER. `mnist-grade course init FOLDER --bare` writes a new one",
            USAGE,
        )
    return record


@command.command()
@click.argument("exercise", required=False, shell_complete=exercise_names)
@click.option("--watch", is_flag=True, help="Again on every save, until Ctrl-C.")
@course_option
def prove(exercise: str | None, watch: bool, course_file: Path | None) -> None:
    """Prove a course, or EXERCISE of it: say what is missing, where, and what to type next.

    The solution gets full marks and its starter none, every file in right/ passes, each mistake
    is caught and has its own name, and no solution with one place changed passes for the right
    one. This runs the course's own code with your rights.

    \b
    Examples:
      mnist-grade course prove
      mnist-grade course prove label_smoothing --watch
      mnist-grade course prove --course my-course

    Exit status: 0 proven, 1 something is wrong, 2 the command line is wrong, 3 the grader failed.
    """
    record = _own(course_file)
    if watch:
        _watch(record, exercise)
    try:
        proven = _proven(record, exercise, str(course_file.parent) if course_file else "")
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    sys.exit(PASSED if proven else NOT_PASSED)


def _proven(record: Path, exercise: str | None, course: str) -> bool:
    from rich.console import Console

    from grader.course.course import load_course
    from grader.judge.beside import judge_beside
    from grader.judge.grading import Judge
    from grader.judge.problems import told
    from grader.judge.proof import Prover, hasty
    from grader.report.proof import print_problems, print_proof
    from grader.report.text import Page

    console = Console()
    logging.getLogger("grader").setLevel(logging.CRITICAL)  # what it would log is told below
    try:
        loaded = load_course(record)
    except CourseError as error:
        print_problems([told(error)], Page.on(console))
        return False
    try:
        loaded.chosen([exercise] if exercise else None)
    except CourseError as error:
        end(str(error), USAGE)
    quick, folder = hasty(loaded), record.parent.absolute()
    chosen = [exercise] if exercise else None
    with Judge(quick, folder=folder) as judge, judge_beside(quick, folder, chosen) as beside:
        try:
            proof = Prover(judge, beside).prove(chosen)
        except CourseError as error:
            print_problems([told(error)], Page.on(console))
            return False
    print_proof(proof, course, console)
    return proof.holds


def _watch(record: Path, exercise: str | None) -> None:
    """Prove at first and whenever a file of it is saved, each time in a program of its own."""
    from grader.learn.watching import Moment, saves

    # A fresh program: what was imported of the author's code stays imported.
    words = [sys.executable, "-m", "grader.cli", "course", "prove", "--course", str(record)]
    words += [exercise] if exercise else []
    status = NOT_PASSED
    try:
        for moment in saves(record.parent):  # which begins with one
            if moment is Moment.SAVED:
                status = subprocess.run(words, check=False).returncode
                click.echo("---")
    except KeyboardInterrupt:
        sys.exit(status)


@command.command()
@click.argument("exercise", required=False, shell_complete=exercise_names)
@course_option
def show(exercise: str | None, course_file: Path | None) -> None:
    """Say what is handed to each function, what is then looked at, and what is named.

    \b
    Examples:
      mnist-grade course show
      mnist-grade course show accumulate --course my-course

    Exit status: 0 shown, 2 the course cannot be used: file, line and remedy.
    """
    from rich.console import Console

    from grader.course.course import load_course
    from grader.judge.overview import overview_of
    from grader.report.proof import print_overview
    from grader.sandbox import light_dynamo

    light_dynamo.install()
    try:
        course = load_course(_own(course_file))
        chosen = course.chosen([exercise] if exercise else None)
        found = [overview_of(course, each) for each in chosen]
    except CourseError as error:
        end(str(error), USAGE)
    print_overview(found, Console())
    sys.exit(PASSED)
