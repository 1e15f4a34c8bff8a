"""What the commands of `mnist-grade export` have in common."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.cli.exit_status import PASSED, USAGE, end
from grader.errors import ClassbookError, CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.lms.exports.lines import Line

Function = TypeVar("Function", bound="Callable[..., Any]")

grades = click.argument("grades", type=click.Path(path_type=Path))


def written_to(default: str) -> Callable[[Function], Function]:
    """The option --out."""
    return click.option(
        "--out", type=click.Path(path_type=Path), help=f"Where to write. Default: {default}."
    )


dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")


@contextmanager
def told() -> Iterator[None]:
    """What was given cannot be used, or not be written to: one line and status 2."""
    try:
        yield
    except (ClassbookError, CourseError) as error:
        end(str(error), USAGE)
    except OSError as error:
        end(f"{error.filename}: {error.strerror}", USAGE)


def beside(grades: Path, name: str) -> Path:
    """A file beside the results."""
    return (grades if grades.is_dir() else grades.parent) / name


def write_csv(target: Path, header: list[list[str]], lines: Sequence[Line], dry: bool) -> None:
    """Write a CSV, unless it is a dry run, and say what is in it and what is not."""
    from grader.results.csv_cells import write_rows
    from grader.results.whole_file import whole_file

    if not dry:
        with whole_file(target) as file:
            write_rows(file, header)
            write_rows(file, (line.row for line in lines if not line.skipped))
    say(lines, str(target), dry)


def write_json(target: Path, document: dict[str, Any]) -> None:
    """Write a JSON file, whole or not at all."""
    from grader.results.whole_file import whole_file

    with whole_file(target) as file:
        file.write(json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n")


def say(lines: Iterable[Line], target: str, dry: bool) -> None:
    """Say what goes out and what does not, and end."""
    from rich.console import Console

    from grader.lms.exports.plan import print_plan

    print_plan(list(lines), Console(), target=target, dry=dry)
    sys.exit(PASSED)
