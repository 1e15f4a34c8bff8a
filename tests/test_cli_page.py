"""Every command explains itself with examples, in the terminal, in docs/cli.md and after Tab."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.cli.help_page import cli_page
from grader.course.records import shipped_exercises
from grader.findings.catalogue import by_code

ROOT = Path(__file__).parent.parent
CONTEXT = click.Context(main, info_name="mnist-grade")


def leaves(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that is no group."""
    for name in group.list_commands(CONTEXT):
        command = group.get_command(CONTEXT, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, name))
        else:
            yield (*words, name)


every_command = pytest.mark.parametrize("words", list(leaves(main)), ids=" ".join)


def help_of(words: tuple[str, ...]) -> str:
    done = CliRunner().invoke(main, [*words, "--help"], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def options_of(words: tuple[str, ...]) -> list[click.Option]:
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(CONTEXT, word)
        assert found is not None
        command = found
    return [p for p in command.params if isinstance(p, click.Option)]


def test_the_page_of_the_command_line_is_fresh() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == cli_page(), "python -m grader.cli.help_page > docs/cli.md"


@pytest.mark.parametrize("name", main.list_commands(CONTEXT))
def test_every_command_shows_examples_of_itself(name: str) -> None:
    examples = re.search(r"Examples?:\n((?: +\S.*\n)+)", help_of((name,)))
    assert examples is not None
    assert f"mnist-grade {name}" in examples[1]


@every_command
def test_every_command_says_what_it_does(words: tuple[str, ...]) -> None:
    assert help_of(words).split("\n\n")[1].strip().endswith((".", ":"))


@every_command
def test_every_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    assert [option.name for option in options_of(words) if not option.help] == []


@every_command
def test_every_command_that_takes_a_course_reads_it_from_the_environment(
    words: tuple[str, ...],
) -> None:
    courses = [option.envvar for option in options_of(words) if "--course" in option.opts]
    assert courses in ([], ["MNIST_GRADE_COURSE"])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("chekc", "work"), "No such command 'chekc'. Did you mean 'check'?"),
        (("hint", "bakward"), "there is no exercise 'bakward'; did you mean backward?"),
        (("hint", "Forward"), "there is no exercise 'Forward'; did you mean forward?"),
    ],
)
def test_a_mistyped_word_is_told_with_the_one_that_it_may_stand_for(
    words: tuple[str, ...], meant: str
) -> None:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert meant in " ".join(done.output.split())


def test_a_word_that_is_like_no_command_is_just_unknown() -> None:
    done = CliRunner().invoke(main, ["zzzzzz"])
    assert done.exit_code == 2
    assert "Did you mean" not in done.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_one_that_it_reads(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell], prog_name="mnist-grade")
    assert done.exit_code == 0
    assert "_MNIST_GRADE_COMPLETE" in done.output
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.output, text=True, check=True)


def completed(*words: str) -> set[str]:
    """What a shell is offered after these words, the last of which is begun."""
    program = f"{sys.executable} -c 'from grader.cli import main; main(prog_name=\"mnist-grade\")'"
    environment = {
        **os.environ,
        "_MNIST_GRADE_COMPLETE": "bash_complete",
        "COMP_WORDS": "\n".join(["mnist-grade", *words]).replace("\n", " "),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        program, shell=True, env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {line.split(",", 1)[1] for line in done.stdout.splitlines()}


def test_tab_completes_commands_exercises_and_findings() -> None:
    assert {"check", "completion"} <= completed("c")
    assert completed("hint", "b") == {"backward"}
    assert completed("check", "work", "--exercise", "") == set(shipped_exercises())
    assert completed("why", "missing-z") == {"missing-zero-grad"}
    assert completed("why", "") == set(by_code())
