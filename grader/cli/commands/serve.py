"""`mnist-grade serve`: a warm judge for systems that send one submission at a time."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from pathlib import Path
from typing import Self

import click

from grader.cli.exit_status import PASSED, USAGE, end
from grader.cli.options import course_option
from grader.errors import GradeError


@click.command()
@course_option
@click.option("--dataset", type=click.Choice(["digits", "mnist"]), help="Instead of the course's.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="MNIST's folder, not the course's.",
)
@click.option(
    "--protection",
    type=click.Choice(["none", "limits", "sealed"]),
    help="The least that will do, instead of the course's.",
)
def command(
    course_file: Path | None, dataset: str | None, data: Path | None, protection: str | None
) -> None:
    """Keep a judge warm: a line of JSON on standard input, a line of JSON on standard output.

    Every line has one answer, in the same order. There is no network: whoever starts it holds both
    ends. It ends with the end of its input, or with SIGTERM once the answer under way is written.

    \b
    Lines:
      {"submission": "/handed-in/ada"}     the document that `check --json` writes
      {"submission": "/handed-in/ada", "exercises": ["backward"], "id": 7}
      {"health": true}                     {"health": "warm", "graded": 12, ...}

    An `id`, of whatever kind, comes back in the answer. What cannot be asked for or read is
    {"error": ..., "status": "refused"}; a failure of the grader's own is {"status": "failed"}, is
    nobody's zero, and the next line has a fresh judge.

    \b
    Examples:
      mnist-grade serve
      echo '{"submission": "handed-in/ada"}' | mnist-grade serve --course course.yaml

    Exit status: 0 at the end of the input, 2 the command line or course is wrong.
    """
    from grader.judge.once import setup_for
    from grader.judge.process import sweep
    from grader.judge.service import answers

    try:
        setup = setup_for(course_file, dataset, data, protection)
        setup.fetch()
    except GradeError as error:
        end(str(error), USAGE)
    sweep()
    lines = _Lines()
    signal.signal(signal.SIGTERM, lines.hang_up)
    with contextlib.suppress(HungUp):
        for answer in answers(lines, setup):
            sys.stdout.write(json.dumps(answer, ensure_ascii=True, allow_nan=False) + "\n")
            sys.stdout.flush()
    sys.exit(PASSED)


class HungUp(Exception):
    """Raised where a line is waited for when the end was asked for."""


class _Lines:
    """The lines of standard input, until it ends or somebody asks to end."""

    def __init__(self) -> None:
        self._waiting = self._ended = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self._ended:
            raise StopIteration
        self._waiting = True
        line = sys.stdin.readline()
        self._waiting = False
        if not line:
            raise StopIteration
        return line

    def hang_up(self, number: int, frame: object) -> None:
        """End now where nothing is under way, else once it is answered."""
        self._ended = True
        if self._waiting:
            raise HungUp
