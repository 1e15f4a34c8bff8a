"""A submission of which nothing can be graded: no file that was asked for, or none to be read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from grader.report.text import Page, flat, points
from grader.results.finding import Finding
from grader.results.verdict import Grade


def absent_files(grade: Grade) -> list[str]:
    """The files that were looked for, where not one of them is in the submission."""
    found = [finding for exercise in grade.exercises for finding in exercise.findings]
    absent = len(found) == len(grade.exercises) and {f.code for f in found} == {"missing-file"}
    return [finding.file for finding in found if finding.file] if absent else []


def print_unreadable(
    grade: Grade, finding: Finding, console: Console, found: str = "", words: Sequence[str] = ()
) -> None:
    """Print what could not be read, and why, in place of one line for each check.

    `found` says what lies there, and `words` is the command that works, where there is one.
    """
    page = Page.on(console)
    page.say(flat(grade.course), "bold")
    page.gap()
    page.say(finding.message, "bold")
    if found:
        _found(page, found, words)
    else:
        page.say(finding.hint, "italic", lead="Hint: ", lead_style="bold")
    page.say(f"More: mnist-grade why {flat(finding.code)}", "dim")
    page.gap()
    page.say(f"0 of {points(grade.max_score)}", "bold")


def _found(page: Page, found: str, words: Sequence[str]) -> None:
    """What lies there, and the command that works."""
    page.say(flat(found) + (":" if words else "."), lead="Found: ", lead_style="bold")
    if words:
        page.command(*words)


def print_nothing(
    grade: Grade, files: list[str], console: Console, found: str = "", words: Sequence[str] = ()
) -> None:
    """Print that there is nothing to grade, and what to do.

    `found` says what lies there or nearby, and `words` is the command that works on that.
    """
    page = Page.on(console)
    page.say(flat(grade.course), "bold")
    for note in grade.notes:
        page.say(note, lead="Note  ")
    page.gap()
    place = flat(grade.submission)
    if len(files) == 1:
        page.say(f"There is no {flat(files[0])} in {place}.", "bold")
    else:
        listed = ", ".join(map(flat, files))
        page.say(f"None of these files is in {place}: {listed}.", "bold")
    page.say("A file is found by its name.")
    page.gap()
    if found:
        _found(page, found, words)
    else:
        page.say("To begin with a fresh copy of the exercises:")
        page.command("mnist-grade start work")
