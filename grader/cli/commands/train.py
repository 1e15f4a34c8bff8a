"""`mnist-grade train`: the learner's own training, for as long as they like."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.elsewhere import line_of
from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end, unread
from grader.cli.options import course_option
from grader.cli.writing import write_whole
from grader.errors import CourseError, DatasetError, GradeError, SubmissionError

if TYPE_CHECKING:
    from grader.course.course import Course, Exercise
    from grader.judge.process import JudgeProcess
    from grader.results.at_length import AtLength
    from grader.submission.submission import Submission

EPOCHS = 40
ALL = "both"


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--model", default=ALL, show_default=True, metavar="MODEL",
    help="One of the models that the course trains; 'both' is all of them.",
)  # fmt: skip
@click.option("--epochs", type=click.IntRange(1, 100_000), default=EPOCHS, show_default=True,
              help="How often it sees every image.")  # fmt: skip
@click.option("--dataset", type=click.Choice(["digits", "mnist"]), help="Instead of the course's.")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="MNIST's folder, not the course's."
)
@click.option("--html", metavar="FILE", help="Write a page with curves and pictures here.")
@course_option
def command(
    path: Path, model: str, epochs: int, dataset: str | None, folder: Path | None,
    html: str | None, course_file: Path | None,
) -> None:  # fmt: skip
    """Run the training that you wrote, with every piece your own, and see what it reaches.

    The work at PATH is trained in a worker for as long as you like, and measured after each epoch
    on digits that it has never seen. Ctrl-C stops it, and what is there by then is kept. It costs
    and gives no points.

    \b
    Examples:
      mnist-grade train work
      mnist-grade train work --epochs 100 --html training.html

    Exit status: 0 something was trained, 1 nothing was, 2 the command line or course.yaml is wrong,
    3 the grader itself failed.
    """
    from grader.judge.once import setup_for
    from grader.judge.process import JudgeProcess
    from grader.learn.progress import course_of
    from grader.submission.submission import read_submission

    try:
        course_file = course_of(path, course_file)
        with JudgeProcess("once") as judge:
            setup = setup_for(course_file, dataset, folder)
            chosen = _chosen(setup.course, model)
            setup.fetch()
            judge.begin(setup, lasting=True)
            submission = read_submission(path, wanted=setup.course.wanted)
            if trouble := submission.unreadable:
                raise SubmissionError(": ".join(trouble))
            judge.greet()
            again = _again(dataset, folder)
            done = _all_trained(judge, setup.course, submission, chosen, epochs, str(path), again)
    except (CourseError, SubmissionError, DatasetError) as error:
        end(line_of(error, path, course_file, "train"), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    except KeyboardInterrupt:
        end("stopped at once, and nothing is kept", NOT_PASSED)
    if html is not None:
        _write_page(html, done)
    sys.exit(PASSED if any(training.done for training in done) else NOT_PASSED)


def _chosen(course: Course, model: str) -> list[Exercise]:
    """The exercises whose trainings are to run. Raises: CourseError."""
    from grader.judge.training import trainings_of

    known = trainings_of(course)
    if not known:
        raise CourseError(f"{course.title}: nothing is trained in this course, so there is nothing "
                          "to run")  # fmt: skip
    if model != ALL and model not in known:
        raise CourseError(f"--model {model}: this course trains {', '.join(known)}; {ALL} is all")
    return [exercise for name, exercise in known.items() if model in (ALL, name)]


def _again(dataset: str | None, folder: Path | None) -> list[str]:
    """The options that decide on what is trained, to be copied."""
    from grader.results.harmless import as_word

    given = [("--dataset", dataset), ("--data", folder)]
    return [f"{name} {as_word(str(value))}" for name, value in given if value]


def _all_trained(
    judge: JudgeProcess, course: Course, submission: Submission, chosen: list[Exercise],
    epochs: int, folder: str, again: list[str],
) -> list[AtLength]:  # fmt: skip
    """Each training as far as it went, after it was shown."""
    from rich.console import Console

    from grader.judge.training import begun, train, trainings_of
    from grader.report.at_length import TrainingScreen, print_training

    console, done = Console(), list["AtLength"]()
    others = [m for m, e in trainings_of(course).items() if e not in chosen]
    with _stopping() as stopped:
        for exercise in chosen:
            training = begun(course, exercise, epochs)
            with TrainingScreen(console) as screen:
                screen.begin(training.model)
                for each in train(judge, submission, exercise, training, stopped):
                    screen.show(training := each)
            found = _found_in(course, exercise, folder)
            print_training(
                training, console, folder=folder, others=others, again=again, found=found
            )
            done.append(training)
            if stopped():
                break
    return done


def _found_in(course: Course, exercise: Exercise, folder: str) -> str:
    """The code of what the last check named in the pieces of a training; empty for nothing."""
    from grader.learn.progress import recall

    assert exercise.uses is not None
    definitions = course.contract.definitions
    files = {exercise.file, *(definitions[name].file for name in exercise.uses.parts().values())}
    stood = recall(Path(folder)).exercises
    pieces = (stood.get(each.id) for each in course.exercises if each.file in files)
    return next((piece.code for piece in pieces if piece and not piece.passed), "")


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: the first one lets an epoch end, the second ends the program."""
    pressed: list[int] = []

    def press(number: int, _frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed) or unread()
    finally:
        signal.signal(signal.SIGINT, before)


def _write_page(html: str, done: list[AtLength]) -> None:
    from grader.report.training_page import training_page

    write_whole(html, training_page(done), "--html")
    click.echo(f"{html}: open it in a browser", err=True)
