"""`mnist-grade batch`: grade a whole class."""

from __future__ import annotations

import shlex
import signal
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from grader.cli.exit_status import GRADER_FAILED, PASSED, USAGE, end, warn
from grader.cli.options import course_option
from grader.errors import (
    BatchError,
    ClassbookError,
    CourseError,
    DatasetError,
    ExtraError,
    GradeError,
    ProtectionError,
    SubmissionError,
)

if TYPE_CHECKING:
    from grader.batch.grading import Outcome

STOPPED = 130
_CANNOT_BE_USED = (
    CourseError, BatchError, DatasetError, ClassbookError, SubmissionError, ProtectionError,
    ExtraError,
)  # fmt: skip
_PATH = click.Path(path_type=Path)


class _Moment(click.ParamType):  # type: ignore[type-arg]
    """A time with its zone."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: write it as in 2026-12-01T18:00:00+01:00")
        if moment.tzinfo is None:
            self.fail(f"{value!r}: add its zone, as in 2026-12-01T18:00:00+01:00")
        return moment


@click.command()
@click.argument("submissions", type=_PATH)
@click.option("--out", type=_PATH, required=True, metavar="GRADES", help="The folder of results.")
@click.option("--roster", type=_PATH, metavar="CSV", help="Who takes the course.")
@course_option
@click.option("--dataset", type=click.Choice(["digits", "mnist"]), help="Instead of the course's.")
@click.option("--data", type=_PATH, metavar="DIR", help="MNIST's folder, not the course's.")
@click.option("--due", type=_Moment(), metavar="TIME", help="Instead of the course's; with zone.")
@click.option("--file-times", is_flag=True, help="Trust the files' times where nothing else says.")
@click.option("--assignment", metavar="NAME", help="nbgrader: which assignment.")
@click.option(
    "--system",
    type=click.Choice(["gradescope", "nbgrader", "moodle", "canvas", "plain"]),
    help="Whose layout it is, where that is not recognised.",
)
@click.option("--follow-links", is_flag=True, help="Grade what links lead to, too.")
@click.option(
    "--overrides",
    type=_PATH,
    metavar="GRADES|CSV",
    help="Take over what was decided by hand in another folder of grades.",
)
@click.option("--again", multiple=True, metavar="ID", help="Grade this one anew; more than once.")
@click.option("--lanes", type=click.IntRange(1, 1024), help="Judges at work; one a core.")
@click.option("--store", metavar="URL", help="A PostgreSQL; a SQLite file in GRADES otherwise.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask cluster, as in tcp://host:8786.")
@click.option(
    "--protection",
    type=click.Choice(["none", "limits", "sealed"]),
    help="The least that will do, instead of the course's.",
)
@click.option("--diagnose", is_flag=True, help="Diagnose each script instead; no points.")
@click.option("--pages/--no-pages", default=True, help="Write a page for you and one a student.")
def command(pages: bool, diagnose: bool, **given: Any) -> None:
    """Grade everything in SUBMISSIONS: a folder with one folder, archive or notebook a student.

    Downloads of Canvas, Moodle and Gradescope, nbgrader's `submitted` and a .csv with the columns
    student and path are recognised, by what nearly all entries have in common; a folder that is
    neither one of them nor plain is an error. Run it again after whatever stopped it: what is
    graded is not graded again.

    Whatever lies in SUBMISSIONS and becomes no submission is told of by name. Of a student who has
    several, and nothing tells which is the last, all are graded and none counts until
    `mnist-grade override --choose` names one.

    \b
    A roster is Canvas's gradebook export, Moodle's participants or grades,
    Gradescope's or nbgrader's, known by their columns; or a .csv with the column id
    and, where you have them, name, email, section, extension_days and other
    systems' ids: canvas, sis_user, sis_login, moodle, username, github.

    \b
    Examples:
      mnist-grade batch handed-in/ --out grades/ --roster roster.csv
      mnist-grade batch scripts/ --out told/ --diagnose

    GRADES then holds results.jsonl (one result a line), classbook.jsonl (who, how late),
    grades.csv, index.html and feedback/; with --diagnose diagnoses.csv and pages/ (one a script).

    Exit status: 0 every submission has a result, 2 the command line, course or roster is wrong,
    3 some could not be judged, 130 it was stopped.
    """
    from grader.results.extras import coming_with

    if diagnose:
        _diagnose(given["submissions"], given["out"], given["data"] or Path("data"))
    try:
        with coming_with("class", "mnist-grade batch"):
            from grader.batch.summary import summary
    except ExtraError as error:
        end(str(error), USAGE)
    outcome = _graded(given)
    if outcome.stopped:
        end(_stopped(outcome), STOPPED)
    for line in summary(outcome, given["out"]):
        click.echo(line)
    _pages(given["out"], wanted=pages)
    sys.exit(GRADER_FAILED if outcome.unjudged else PASSED)


def _diagnose(folder: Path, out: Path, data: Path) -> NoReturn:
    """A line for each script while it goes on, then how often each mistake was made."""
    from collections import Counter

    from grader.batch.diagnosing import Told, diagnose_folder
    from grader.results.harmless import clean

    def show(told: Told) -> None:
        found = " ".join(told.codes) or told.diagnosis.status
        click.echo(f"{clean(told.name)}: {found}")

    try:
        found = diagnose_folder(folder, out, data, show)
    except BatchError as error:
        end(str(error), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    for code, count in Counter(code for told in found for code in set(told.codes)).most_common():
        click.echo(f"{count:>5}  {code}")
    click.echo(f"{len(found)} scripts; a page for each: {out / 'pages'}")
    sys.exit(GRADER_FAILED if any(t.diagnosis.status == "failed" for t in found) else PASSED)


def _graded(given: dict[str, Any]) -> Outcome:
    """What came of the run, unless it could not begin or was stopped at once."""
    from rich.console import Console

    from grader.batch.grading import Order, grade_class
    from grader.batch.progress_bar import progress_bar

    console = Console(stderr=True)
    stop = _Stop(console)
    try:
        with stop:
            show = partial(progress_bar, console=console)
            order = Order(course=given.pop("course_file"), **given)
            return grade_class(order, show, stop.asked, warn)
    except _CANNOT_BE_USED as error:
        end(str(error), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    except KeyboardInterrupt:
        end(f"stopped at once. {_how_to_go_on()}", STOPPED)


class _Stop:
    """The first Ctrl-C (or the first SIGTERM) asks to stop, the second one does."""

    def __init__(self, console: Any) -> None:
        self._console, self._asked = console, False
        self._before: dict[int, Any] = {}

    def asked(self) -> bool:
        return self._asked

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._hear)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, frame: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        self._console.print("stopping: what is under way is finished; once more stops at once")


def _stopped(outcome: Outcome) -> str:
    """At least so many: what was not read yet may have the same files as one that was graded."""
    done, total = outcome.steps.total(), len(outcome.submissions)
    return f"stopped: at least {done} of {total} have their results. {_how_to_go_on()}"


def _how_to_go_on() -> str:
    return f"Nothing is lost; to go on: {shlex.join(['mnist-grade', *sys.argv[1:]])}"


def _pages(out: Path, *, wanted: bool) -> None:
    """The pages for people, and where to begin reading."""
    if not wanted:
        return
    from grader.lms.exports.feedback import write_feedback
    from grader.lms.exports.overview import write_overview

    try:
        write_feedback(out)
        click.echo(f"The class at a glance: {write_overview(out)}")
    except OSError as error:
        # The grades are safe by now: a full disk costs the pages alone.
        end(f"{error.filename}: {error.strerror}: the pages are not written", GRADER_FAILED)
