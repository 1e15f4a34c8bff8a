"""docs/cli.md, generated from the commands' own help.

python -m grader.cli.help_page > docs/cli.md
"""

from __future__ import annotations

import re
import sys

import click

from grader.cli import LEARNER, main

_HEAD = """\
# The command line

<!-- Generated: python -m grader.cli.help_page > docs/cli.md -->

What `mnist-grade COMMAND --help` says, for every command. An option may also be given as an
environment variable, `MNIST_GRADE_` with the command's and the option's name
(`MNIST_GRADE_CHECK_DATASET=mnist`); `MNIST_GRADE_COURSE` is the course.yaml for all commands.

Exit statuses: 0 all is well, 1 something that was asked for did not pass, 2 the command line or
a file given is wrong, 3 the grader itself failed, which no submission is blamed for.
"""


def cli_page() -> str:
    """The whole page in Markdown: a table of the commands, then each one's help."""
    context = click.Context(main, info_name="mnist-grade")
    names = main.list_commands(context)
    order = [*(n for n in LEARNER if n in names), *(n for n in names if n not in LEARNER)]
    commands = [(name, main.get_command(context, name)) for name in order]
    found = [(name, command) for name, command in commands if command is not None]
    rows = [f"| [{name}](#{name}) | {_in_table(c.get_short_help_str(200))} |" for name, c in found]
    table = "\n".join(["| command | what it does |", "| --- | --- |", *rows]) + "\n"
    return "\n".join([_HEAD, table, *(_section(name, command) for name, command in found)])


def _section(name: str, command: click.Command) -> str:
    """The help of a command, then that of the commands below it."""
    context = click.Context(
        command, info_name=f"mnist-grade {name}", terminal_width=100, max_content_width=100
    )
    text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.M)
    parts = [f"## {name}\n\n```text\n{text}\n```\n"]
    if isinstance(command, click.Group):
        below = ((n, command.get_command(context, n)) for n in command.list_commands(context))
        parts += [_section(f"{name} {n}", c) for n, c in below if c is not None]
    return "\n".join(parts)


def _in_table(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(cli_page())
