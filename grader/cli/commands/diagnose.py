"""`mnist-grade diagnose`: run any training script and name what is wrong with it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.exit_status import GRADER_FAILED, NOT_PASSED, PASSED, USAGE, end
from grader.cli.writing import write_whole
from grader.errors import GradeError, SubmissionError

if TYPE_CHECKING:
    from grader.learn.scripts.diagnosis import Diagnosis

CANNOT_RUN = 4


@click.command()
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@click.option("--json", "output", metavar="FILE", help="Write the result here ('-': stdout).")
@click.option("--html", metavar="FILE", help="Write the report as a page here.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    help="The folder with torchvision's files; digits stand in for what is not there.",
)
@click.option("--cwd", type=click.Path(path_type=Path), help="The folder that the script works in.")
@click.option(
    "--explain", is_flag=True, help="Name what is right although it is often called wrong."
)
@click.option("--seconds", type=click.IntRange(5, 3600), default=60, help="How long it may run.")
def command(
    script: Path,
    args: tuple[str, ...],
    output: str | None,
    html: str | None,
    data: Path,
    cwd: Path | None,
    explain: bool,
    seconds: int,
) -> None:
    """Run the training script or notebook SCRIPT in a sealed worker and say what is wrong with it.

    Nothing of it has to be written for this. It works in a copy of its folder, on the CPU, with
    real digits in the place of what is not there, and its passes are cut; ARGS are the script's.

    \b
    Examples:
      mnist-grade diagnose script.py
      mnist-grade diagnose homework.ipynb --html report.html
      mnist-grade diagnose script.py -- --epochs 3 --lr 0.1

    Exit status: 0 no error was found, 1 some were, 2 the command line is wrong, 3 the grader itself
    failed, 4 the script cannot be run here, or trains nothing.
    """
    from grader.learn.scripts.once import diagnose

    try:
        diagnosis, texts = diagnose(script, args, cwd, data, seconds)
    except SubmissionError as error:
        end(str(error), USAGE)
    except GradeError as error:
        end(f"the grader itself failed: {error}", GRADER_FAILED)
    if output is not None:
        _write("--json", output, json.dumps(diagnosis.to_json(), indent=2) + "\n")
    if html is not None:
        from grader.report.script_page import script_page

        _write("--html", html, script_page(diagnosis, texts))
    if output != "-":
        from rich.console import Console

        from grader.report.script import print_diagnosis

        print_diagnosis(diagnosis, Console(), texts, explain=explain)
    sys.exit(_status(diagnosis))


def _status(diagnosis: Diagnosis) -> int:
    if diagnosis.status == "failed":
        return GRADER_FAILED
    if diagnosis.is_wrong:
        return NOT_PASSED
    return CANNOT_RUN if diagnosis.status in ("cannot-run", "nothing-trained") else PASSED


def _write(option: str, output: str, text: str) -> None:
    if output == "-":
        click.echo(text, nl=False)
    else:
        write_whole(output, text, option)
