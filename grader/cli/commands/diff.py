"""`mnist-grade diff`: what a regrade changes, before anything is published."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from grader.cli.exit_status import NOT_PASSED, PASSED, USAGE, end
from grader.errors import ClassbookError


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--all", "unfolded", is_flag=True, help="A row for each student, also of the same.")
@click.option("--json", "as_json", is_flag=True, help="Write the changes as JSON, for programs.")
def command(old: Path, new: Path, unfolded: bool, as_json: bool) -> None:
    """Compare two folders of grades: who wins and who loses how many points, and why.

    OLD and NEW are folders that `batch` wrote, or two files results.jsonl. Overrides count in
    each. How long grading took does not. The same change of several students is one row; --all
    has one for each.

    \b
    Examples:
      mnist-grade diff grades-before grades
      mnist-grade diff grades-before grades --json > changes.json

    Exit status: 0 nothing changed, 1 something did, 2 a folder cannot be read.
    """
    from grader.results.classbook import read
    from grader.results.regrade import compare

    try:
        compared = compare(read(old), read(new))
    except ClassbookError as error:
        end(str(error), USAGE)
    if as_json:
        click.echo(json.dumps([change.to_json() for change in compared.changes], indent=2))
    else:
        from rich.console import Console

        from grader.report.regrade import print_changes

        print_changes(compared, Console(), unfolded=unfolded)
    sys.exit(NOT_PASSED if compared.changes else PASSED)
