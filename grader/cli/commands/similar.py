"""`mnist-grade similar`: which submissions look alike."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.exit_status import PASSED, USAGE, end
from grader.cli.options import course_option
from grader.errors import GradeError

if TYPE_CHECKING:
    from grader.batch.similar import Pair


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.6,
    show_default=True,
    help="The share of the smaller one's own code that both have in common.",
)
@click.option("--top", type=click.IntRange(1), default=30, show_default=True, help="Pairs to show.")
@click.option("--follow-links", is_flag=True, help="Compare what links lead to, too.")
@course_option
@click.option("--json", "as_json", is_flag=True, help="Write all pairs as JSON, for programs.")
def command(
    submissions: Path, least: float, top: int, follow_links: bool, as_json: bool,
    course_file: Path | None,
) -> None:  # fmt: skip
    """List pairs of SUBMISSIONS that look alike, by copydetect: a pointer, never a score.

    SUBMISSIONS is what `batch` takes. Names of variables, comments and spacing count for nothing;
    the starter's code, and what more than half of the class has in common, is left out. Short
    right answers look alike by themselves: read both before you ask anybody.

    \b
    Examples:
      mnist-grade similar handed-in/
      mnist-grade similar handed-in/ --least 0.8 --json > pairs.json

    Exit status: 0 compared, whatever was found; 2 there is nothing to compare.
    """
    from grader.batch.similar import pairs_of

    try:
        from grader.batch.opening import open_turn_in
        from grader.batch.systems import read_export
        from grader.course.course import built_in_course, load_course
        from grader.course.edition import fresh_starters
        from grader.results.names import legible
        from grader.submission.submission import Submission

        course = load_course(course_file or built_in_course())
        export = read_export(submissions, None, None, follow_links, course.contract.files)
        parts = ((legible(t.name), open_turn_in(t, course.wanted)) for t in export.turn_ins)
        opened = [Submission(name, part.files) for name, part in parts]
        read = [submission for submission in opened if submission.files]
        starters, count = fresh_starters(course.folder), len(read) * (len(read) - 1) // 2
        with click.progressbar(length=count, label="pairs", file=sys.stderr) as bar:
            pairs = pairs_of(read, starters, least=least, told=lambda done, total: bar.update(1))
    except GradeError as error:
        end(str(error), USAGE)
    if as_json:
        click.echo(json.dumps([asdict(pair) for pair in pairs], indent=2))
    else:
        empty = [submission.name for submission in opened if not submission.files]
        empty += [legible(out.name) for out in export.left_out if out.refused]
        _print(pairs, len(read), top, empty)
    sys.exit(PASSED)


def _print(pairs: list[Pair], count: int, top: int, empty: list[str]) -> None:
    from rich.console import Console

    from grader.report.similar import print_pairs

    print_pairs(pairs, count, top, Console(), empty=empty)
