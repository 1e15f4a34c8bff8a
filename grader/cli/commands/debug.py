"""`mnist-grade debug`: a broken training loop to repair."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import click

from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end
from grader.cli.options import course_option
from grader.cli.writing import write_new
from grader.errors import CourseError, DatasetError, GradeError, SubmissionError


@click.command()
@click.option("--level", type=click.IntRange(1, 3), default=1, show_default=True,
              help="1: the calls, to be put in order; 2, 3: a whole loop to mend.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 999_999_999), help="This puzzle, not a new one.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it here.")
@click.option(
    "--check", "repaired", type=click.Path(path_type=Path), metavar="FILE", help="Check a repair."
)
@course_option
def command(
    level: int, seed: int | None, out: Path | None, repaired: Path | None, course_file: Path | None
) -> None:
    """Learn to find what is wrong with a training loop: predict, observe, locate, mend, say why.

    Level 1 gives the calls of the loop, shuffled, with two that do not belong: you put them in
    order, and each order is run and shown. Levels 2 and 3 write a loop with one mistake in it and
    show how its training goes wrong: in level 2 a call is missing or misplaced, in level 3 it can
    be anything. Best after the whole loop was written, since all but the mistake is right.

    Each time it is another puzzle; --seed gives the same again. With --check, say whether a file is
    repaired: its functions are checked like those of the exercises. In a course of one's own it is
    one of the course's solutions with one of its mistakes, and gives the rest of it away.

    \b
    Examples:
      mnist-grade debug
      mnist-grade debug --level 2
      mnist-grade debug --level 3 --seed 7 --out broken.py
      mnist-grade debug --check broken.py

    Exit status: 0 it is repaired (or written), 1 not yet, 2 the command line is wrong, 3 the
    grader itself failed.
    """
    from grader.course.place import folder_at
    from grader.learn.progress import course_here

    number = seed if seed is not None else secrets.randbelow(9000) + 1000
    try:
        course_file = course_file or course_here()
        if course_file is not None and folder_at(course_file) is not None:
            _own(course_file, repaired, seed, out)
        elif repaired is not None:
            _check(repaired, course_file)
        elif level == 1:
            from grader.cli.ordering import pose_order

            pose_order(number, out)
        else:
            _pose(number, level, out)
    except (CourseError, SubmissionError, DatasetError) as error:
        end(str(error), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)


def _pose(seed: int, level: int, out: Path | None) -> None:
    from rich.console import Console

    from grader.cli.asking import asked, somebody_is_there
    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.report.debug import (
        PREDICTIONS,
        print_locate,
        print_observed,
        print_posed,
        print_steps,
    )

    target = out or Path(f"puzzle-{seed}.py")
    if target.exists():
        end(f"{target}: is there already; name another with --out, or move it away", USAGE)
    puzzle, console = shown(shipped_folder(), "puzzles").posed(seed, level), Console()
    write_new(target, puzzle.source)
    print_posed(seed, level, str(target), console)
    there = somebody_is_there()  # else each question stands above its answer, for who reads on
    said = asked("Your prediction (a number, Enter for none):", PREDICTIONS) if there else ""
    print_observed(puzzle.broken, puzzle.right, console)
    parts = shown(shipped_folder(), "puzzles").PARTS
    print_locate(console)
    where = asked("Your place (a number, Enter for none):", parts) if there else ""
    _note(target, puzzle.source, {"Predicted": said, "Located": where})
    print_steps(str(target), console)


def _note(target: Path, source: str, answers: dict[str, str]) -> None:
    """Keep what was answered at the head of the file, unless that was changed by now."""
    from contextlib import suppress

    lines = "".join(f"{name}: {answer}.\n" for name, answer in answers.items() if answer)
    head, quotes, rest = source.partition('"""\n')
    with suppress(OSError):
        if lines and target.read_text(encoding="utf-8") == source:
            target.write_text(f"{head}\n\n{lines}{quotes}{rest}", encoding="utf-8")


def _own(course_file: Path, repaired: Path | None, seed: int | None, out: Path | None) -> None:
    from rich.console import Console

    from grader.course.shipped import called
    from grader.judge.once import setup_for
    from grader.judge.process import JudgeProcess
    from grader.judge.puzzles import posed, posed_in, submission_of
    from grader.learn.progress import recall
    from grader.report.debug import print_own_puzzle, print_verdict
    from grader.results.harmless import as_word

    with JudgeProcess("once") as judge:
        setup = setup_for(course_file)
        judge.begin(setup)
        source = _content(repaired) if repaired else b""
        right = [name for name, stood in recall().exercises.items() if stood.passed]
        puzzle = posed_in(setup.course, source) if repaired else posed(setup.course, seed, right)
        target = out or Path(f"puzzle-{puzzle.number}.py")
        if repaired is None:
            write_new(target, puzzle.source)
        handed = submission_of(puzzle.exercise, source) if repaired else puzzle.submission
        judge.greet()
        grade = judge.grade_of(handed, [puzzle.exercise.id])
    if grade.status == "failed":
        end("the grader itself failed; your file is not to blame", GRADER_FAILED)
    again = f"--course {as_word(called(course_file))}"
    if repaired is None:
        print_own_puzzle(puzzle.number, str(target), grade, again, Console())
        sys.exit(PASSED)
    mistake = (puzzle.mistake.code, puzzle.mistake.believes) if grade.passed else None
    names = {puzzle.exercise.file: repaired.name}
    print_verdict(grade, names, mistake, Console(), another=f"mnist-grade debug {again}")
    sys.exit(PASSED if grade.passed else NOT_PASSED)


def _check(file: Path, course_file: Path | None) -> None:
    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.results.orders import number_in

    source = _content(file)
    if (number := number_in(source.decode("utf-8", "replace"))) is not None:
        from grader.cli.ordering import check_order

        check_order(file, number, source.decode("utf-8", "replace"))
    puzzles = shown(shipped_folder(), "puzzles")
    if missing := puzzles.missing_in(source):
        end(f"{file}: is no whole loop: it does not define {', '.join(missing)}; name the file "
            "that `mnist-grade debug` wrote", USAGE)  # fmt: skip
    _check_loop(file, source, course_file)


def _check_loop(file: Path, source: bytes, course_file: Path | None) -> None:
    """Grade a repaired loop like the exercises; once it is right, ask why it helped."""
    from rich.console import Console

    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.judge.once import setup_for
    from grader.judge.process import JudgeProcess
    from grader.report.debug import print_located, print_verdict

    with JudgeProcess("once") as judge:
        setup = setup_for(course_file, "digits")
        judge.begin(setup)
        puzzles = shown(shipped_folder(), "puzzles")
        of_a_loop = puzzles.files_of_a_loop()
        wanted = [e.id for e in setup.course.exercises if e.file in of_a_loop]
        judge.greet()
        grade = judge.grade_of(puzzles.submission(source), wanted)
    if grade.status == "failed":
        end("the grader itself failed; your file is not to blame", GRADER_FAILED)
    puzzle = puzzles.posed_in(source) if grade.passed else None
    mistake = (puzzle.mistake.code, puzzle.mistake.believes) if puzzle else None
    print_verdict(grade, {puzzles.FILE: file.name}, mistake, Console())
    if puzzle:
        print_located(puzzles.located_in(source), puzzle.part, Console())
        _ask_why(puzzle.mistake.code, f"puzzle {puzzle.number}, level {puzzle.level}")
    sys.exit(PASSED if grade.passed else NOT_PASSED)


def _ask_why(code: str, where: str) -> None:
    """Ask whoever is there for one sentence, and keep it beside their work, else here."""
    from grader.cli.asking import asked, somebody_is_there
    from grader.learn.progress import recall
    from grader.learn.sentences import keep_sentence

    if somebody_is_there() and (why := asked("In a sentence: why did your change help?")):
        folder = Path(recall().submission or ".")
        keep_sentence(folder if folder.is_dir() else Path(), code, where, why)


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
