"""`mnist-grade debug`: a broken training loop to repair."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import click

from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end
from grader.cli.options import course_option
from grader.errors import CourseError, DatasetError, GradeError, SubmissionError


@click.command()
@click.option("--seed", type=click.IntRange(0, 999_999_999), help="This puzzle, not a new one.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it here.")
@click.option(
    "--check", "repaired", type=click.Path(path_type=Path), metavar="FILE", help="Check a repair."
)
@course_option
def command(
    seed: int | None, out: Path | None, repaired: Path | None, course_file: Path | None
) -> None:
    """Write a training loop with one mistake in it, and show how its training goes wrong.

    Each time it is another one; --seed gives the same again. With --check, say whether a file is
    repaired: its functions are checked like those of the exercises. Best after exercise 5, since
    all but the mistake is right. In a course of one's own it is one of the course's solutions with
    one of its mistakes, and gives the rest of that solution away.

    \b
    Examples:
      mnist-grade debug
      mnist-grade debug --seed 7 --out broken.py
      mnist-grade debug --check broken.py

    Exit status: 0 it is repaired (or written), 1 not yet, 2 the command line is wrong, 3 the
    grader itself failed.
    """
    from grader.course.place import folder_at

    number = seed if seed is not None else secrets.randbelow(9000) + 1000
    try:
        own = course_file is not None and folder_at(course_file) is not None
        if own and course_file is not None:
            _own(course_file, repaired, number, out)
        elif repaired is not None:
            _check(repaired, course_file)
        else:
            _pose(number, out)
    except (CourseError, SubmissionError, DatasetError) as error:
        end(str(error), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)


def _pose(seed: int, out: Path | None) -> None:
    from rich.console import Console

    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.report.debug import print_puzzle

    target = out or Path(f"puzzle-{seed}.py")
    if target.exists():
        end(f"{target}: is there already; name another with --out, or move it away", USAGE)
    puzzle = shown(shipped_folder(), "puzzles").posed(seed)
    _write(target, puzzle.source)
    print_puzzle(seed, str(target), puzzle.broken, puzzle.right, Console())


def _write(target: Path, source: str) -> None:
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(source)
    except FileExistsError:
        end(f"{target}: is there already; name another with --out, or move it away", USAGE)
    except OSError as error:
        end(f"{target}: cannot be written: {error.strerror}", USAGE)


def _own(course_file: Path, repaired: Path | None, number: int, out: Path | None) -> None:
    from rich.console import Console

    from grader.judge.once import setup_for
    from grader.judge.process import JudgeProcess
    from grader.judge.puzzles import posed, posed_in, submission_of
    from grader.report.debug import print_own_puzzle, print_verdict

    target = out or Path(f"puzzle-{number}.py")
    with JudgeProcess("once") as judge:
        setup = setup_for(course_file)
        judge.begin(setup)
        source = _content(repaired) if repaired else b""
        puzzle = posed_in(setup.course, source) if repaired else posed(setup.course, number)
        if repaired is None:
            _write(target, puzzle.source)
        handed = submission_of(puzzle.exercise, source) if repaired else puzzle.submission
        judge.greet()
        grade = judge.grade_of(handed, [puzzle.exercise.id])
    if grade.status == "failed":
        end("the grader itself failed; your file is not to blame", GRADER_FAILED)
    if repaired is None:
        print_own_puzzle(number, str(target), grade, f"--course {course_file}", Console())
        sys.exit(PASSED)
    mistake = (puzzle.mistake.code, puzzle.mistake.believes) if grade.passed else None
    print_verdict(grade, {puzzle.exercise.file: repaired.name}, mistake, Console())
    sys.exit(PASSED if grade.passed else NOT_PASSED)


def _check(file: Path, course_file: Path | None) -> None:
    from rich.console import Console

    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.judge.once import setup_for
    from grader.judge.process import JudgeProcess
    from grader.report.debug import print_verdict

    with JudgeProcess("once") as judge:
        setup = setup_for(course_file, "digits")
        judge.begin(setup)
        source = _content(file)
        puzzles = shown(shipped_folder(), "puzzles")
        of_a_loop = puzzles.files_of_a_loop()
        wanted = [e.id for e in setup.course.exercises if e.file in of_a_loop]
        judge.greet()
        grade = judge.grade_of(puzzles.submission(source), wanted)
    mistake = puzzles.mistake_in(source) if grade.passed else None
    if grade.status == "failed":
        end("the grader itself failed; your file is not to blame", GRADER_FAILED)
    print_verdict(grade, {puzzles.FILE: file.name}, mistake, Console())
    sys.exit(PASSED if grade.passed else NOT_PASSED)


def _content(file: Path) -> bytes:
    """What is in the file, up to more than any loop is long.

    Raises:
        SubmissionError: it cannot be read.
    """
    if file.exists() and not file.is_file():  # a pipe would wait for ever
        raise SubmissionError(f"{file}: is not a file; name the one that you mended")
    try:
        with file.open("rb") as opened:
            return opened.read(1 << 20)
    except OSError as error:
        raise SubmissionError(f"{file}: cannot be read: {error.strerror}") from None
