"""The command line: parse, call one function, print, end with the contract's exit status."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from grader.errors import CourseError, DatasetError, GradeError, SubmissionError

PASSED, NOT_PASSED, USAGE, GRADER_FAILED = 0, 1, 2, 3


@click.group(context_settings={"auto_envvar_prefix": "MNIST_GRADE", "max_content_width": 100})
@click.version_option(package_name="mnist-grade")
def main() -> None:
    """Grade PyTorch training-step exercises and name the misconception behind each mistake."""


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--exercise", "exercises", multiple=True, metavar="ID", help="Only this exercise.")
@click.option("--dataset", type=click.Choice(["digits", "mnist"]), help="Instead of the course's.")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="MNIST's folder, not the course's."
)
@click.option("--json", "output", metavar="FILE", help="Write the result here ('-': stdout).")
@click.option("--course", "course_file", type=click.Path(path_type=Path), help="A course.yaml.")
def check(
    path: Path,
    exercises: tuple[str, ...],
    dataset: str | None,
    folder: Path | None,
    output: str | None,
    course_file: Path | None,
) -> None:
    """Grade the submission at PATH: a folder, a .zip or a .tar.gz.

    \b
    Examples:
      mnist-grade check exercises/
      mnist-grade check exercises/ --exercise backward
      mnist-grade check solutions/ --dataset mnist --json result.json

    Exit status: 0 every required check passed, 1 some did not, 2 the command line or
    course.yaml is wrong, 3 the grader itself failed.
    """
    from grader.check import check_submission

    try:
        grade = check_submission(path, exercises or None, dataset, folder, course_file)
    except (CourseError, SubmissionError, DatasetError) as error:
        _end(str(error), USAGE)
    except GradeError as error:
        _end(f"the grader itself failed: {error}", GRADER_FAILED)
    if output is not None:
        _write_json(output, grade.to_json())
    if output != "-":
        _print(grade, str(path))
    sys.exit(GRADER_FAILED if grade.status == "failed" else PASSED if grade.passed else NOT_PASSED)


@main.command()
@click.option("--course", "course_file", type=click.Path(path_type=Path), help="A course.yaml.")
def doctor(course_file: Path | None) -> None:
    """Say whether grading can work on this machine, and what protects it from student code.

    Exit status: 0 it can, 1 something that it needs is missing or wrong.
    """
    from rich.console import Console

    from grader.doctor import can_grade, examine
    from grader.report.doctor import print_rows

    rows = examine(course_file)
    print_rows(rows, Console())
    sys.exit(PASSED if can_grade(rows) else NOT_PASSED)


@main.command()
@click.argument("solutions", type=click.Path(path_type=Path), default="solutions")
@click.argument("exercises", type=click.Path(path_type=Path), default="exercises")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what is stale.")
def starters(solutions: Path, exercises: Path, only_check: bool) -> None:
    """Cut the starter files of EXERCISES out of SOLUTIONS, at the marks that are in them.

    Exit status: 0 they are fresh now, 1 with --check some are not, 2 a mark is wrong.
    """
    from grader.starters import stale_starters, write_starters

    try:
        paths = (stale_starters if only_check else write_starters)(solutions, exercises)
    except (CourseError, OSError) as error:
        _end(str(error), USAGE)
    for path in paths:
        click.echo(f"{'stale' if only_check else 'written'}: {path}")
    sys.exit(NOT_PASSED if only_check and paths else PASSED)


@main.command()
@click.argument("code", required=False)
def why(code: str | None) -> None:
    """Explain the finding CODE: what was believed, why it is not so, what to look at.

    Without CODE, list all findings by exercise.

    \b
    Examples:
      mnist-grade why missing-zero-grad
      mnist-grade why
    """
    from rich.console import Console

    from grader.report.entries import by_code
    from grader.report.why import print_list, print_page, similar

    if code is None:
        print_list(Console())
    elif code in by_code():
        print_page(code, Console())
    else:
        close = similar(code)
        meant = f"did you mean {' or '.join(close)}?" if close else "`mnist-grade why` lists them."
        _end(f"there is no finding {code!r}; {meant}", USAGE)


def _end(message: str, status: int) -> NoReturn:
    """One line on standard error, and the end."""
    from grader.report.text import flat

    click.echo(f"mnist-grade: {flat(message)}", err=True)
    sys.exit(status)


def _write_json(output: str, document: object) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
    if output == "-":
        click.echo(text, nl=False)
        return
    target = Path(output)
    try:
        # Written beside and renamed, so that nobody ever reads half a result.
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    except OSError as error:
        _end(f"--json {output}: cannot be written: {error.strerror}", USAGE)


def _print(grade: object, folder: str) -> None:
    from rich.console import Console

    from grader.report.terminal import print_report

    print_report(grade, Console(), folder=folder, why=True)  # type: ignore[arg-type]


def run() -> NoReturn:
    """The program: `main`, left without taking torch down, which would cost half a second."""
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except Exception:  # the process's outer edge: whatever gets here is the grader's own fault
        traceback.print_exc()
        click.echo("mnist-grade: the grader itself failed; no submission is to blame", err=True)
        status = GRADER_FAILED
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)


if __name__ == "__main__":
    run()
