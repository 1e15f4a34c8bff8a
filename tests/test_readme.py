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


def parsed(words: list[str]) -> None:
    """Parse what is typed after `mnist-grade`, down to the last of its commands."""
    command: click.Command = main
    while isinstance(command, click.Group):
        assert words, f"{command.name}: which of its commands?"
        below = command.get_command(CONTEXT, words[0])
        assert below is not None, f"there is no command {words[0]}"
        command, words = below, words[1:]
    command.make_context(command.name, words)


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
        parsed(words)


def test_what_teachers_overlook_stands_in_six_lines_each_with_a_command_that_exists() -> None:
    part = README[README.index("What is easily overlooked there:") :].split("\n\n")[1]
    lines = part.split("\n- ")
    assert len(lines) == 6
    known = main.list_commands(CONTEXT)
    for line in lines:
        spans = [shlex.split(span) for span in re.findall(r"`([^`]+)`", line.replace("\n", " "))]
        commands = [words for words in spans if words[0] in known and len(words) > 1]
        assert commands, line
        for words in commands:
            parsed(words)
    kinds = main.get_command(CONTEXT, "export").list_commands(CONTEXT)  # type: ignore[union-attr]
    assert {"canvas-feedback", "moodle-feedback", "mail"} <= {*kinds}
    assert "`moodle-feedback`" in part
    assert "`mail`" in part


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
