"""The command line: each command is a module of its own, imported when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from grader.cli.exit_status import GRADER_FAILED, outlived
from grader.sandbox import kernel

# What a learner types, in the order in which it is met; everything else is for who teaches.
LEARNER = (
    "start",
    "check",
    "watch",
    "hint",
    "why",
    "explore",
    "debug",
    "train",
    "diagnose",
    "completion",
)
COMMANDS_FOLDER = Path(__file__).parent / "commands"


class CommandFolder(click.Group):
    """A group whose commands are the modules of a folder, each with its `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the modules, alphabetically."""
        return sorted(path.stem for path in COMMANDS_FOLDER.glob("[a-z]*.py"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List what a learner types first, in order, and then everything else by name."""
        names = self.list_commands(ctx)
        parts = {
            "To learn": [name for name in LEARNER if name in names],
            "To teach": [name for name in names if name not in LEARNER],
        }
        for title, part in parts.items():
            commands = ((name, self.get_command(ctx, name)) for name in part)
            rows = [(n, c.get_short_help_str(200)) for n, c in commands if c and not c.hidden]
            with formatter.section(title):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first word; of a mistyped one, the names that it may stand for."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            import difflib

            close = [repr(name) for name in difflib.get_close_matches(args[0][:100], known)]
            if close:
                ctx.fail(f"No such command {args[0]!r}. Did you mean {' or '.join(close)}?")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; only its own module is imported."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"grader.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(
    cls=CommandFolder,
    context_settings={"auto_envvar_prefix": "MNIST_GRADE", "max_content_width": 100},
)
@click.version_option(package_name="mnist-grade")
def main() -> None:
    """Grade PyTorch training-step exercises and name the misconception behind each mistake.

    \b
    Examples:
      mnist-grade start work
      mnist-grade check work
      mnist-grade COMMAND --help
    """


def run() -> NoReturn:
    """The program: `main`, left without taking torch down, which would cost half a second."""
    status: object = 0
    if kernel.supported():
        # SECURITY: without it student code of the same account could read a course's seed out of
        # this process, wherever the other seals are off.
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    sys.stdout, sys.stderr = outlived(sys.stdout), outlived(sys.stderr)
    try:
        main()
    except SystemExit as end:
        status = end.code
    except Exception:  # the process's outer edge: whatever gets here is the grader's own fault
        traceback.print_exc()
        click.echo("mnist-grade: the grader itself failed; no submission is to blame", err=True)
        status = GRADER_FAILED
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    if "grader.submission.reader.reader" in sys.modules:  # else none was started
        from grader.submission.reader.reader import end_warm_reader

        end_warm_reader()
    os._exit(status if isinstance(status, int) else 1)
