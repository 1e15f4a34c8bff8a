"""`mnist-grade why`: explain a finding."""

from __future__ import annotations

import click

from grader.cli.exit_status import USAGE, end
from grader.report.shell_words import finding_codes


@click.command()
@click.argument("code", required=False, shell_complete=finding_codes)
@click.option("--right", is_flag=True, help="Show right code, too, which gives an answer away.")
def command(code: str | None, right: bool) -> None:
    """Explain the finding CODE: what was believed, why it is not so, and how the mistake looks.

    Without CODE, list all findings by exercise.

    \b
    Examples:
      mnist-grade why missing-zero-grad
      mnist-grade why
    """
    from rich.console import Console

    from grader.findings import by_code
    from grader.report.why import print_list, print_page, similar

    if code is None:
        print_list(Console())
    elif code in by_code():
        print_page(code, Console(), right=right)
    else:
        close = similar(code)
        meant = f"did you mean {' or '.join(close)}?" if close else "`mnist-grade why` lists them."
        end(f"there is no finding {code!r}; {meant}", USAGE)
