"""What the pages for people say is true: links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from grader.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "exercises/README.md")]
README = (ROOT / "README.md").read_text(encoding="utf-8")

CONTEXT = click.Context(main)


def command_named(name: str) -> click.Command:
    command = main.get_command(CONTEXT, name)
    assert command is not None, f"there is no command {name}"
    return command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_shown_exists_with_its_options(page: Path) -> None:
    shown = re.findall(r"^(?:uv run )?mnist-grade (.+?)(?:  .*)?$", page.read_text(), re.M)
    for words in map(shlex.split, shown):
        command = command_named(words[0])
        command.make_context(words[0], words[1:])


def test_set_up_is_two_commands_then_the_main_job_then_the_tests() -> None:
    setup = README[README.index("## Set up") : README.index("## What you type")]
    commands = re.findall(r"^```\n(.*?)^```", setup, re.M | re.S)
    assert "".join(commands).splitlines() == [
        "pip install uv",
        "uv sync",
        "uv run mnist-grade check solutions/",
        "uv run pytest",
    ]


def test_every_command_is_told_of() -> None:
    for name in main.list_commands(CONTEXT):
        command = command_named(name)
        assert f"mnist-grade {name}" in README
        assert (command.help or "").split("\n\n")[0].endswith(".")
