"""A submission of which nothing can be graded: no file that was asked for, or none to be read."""

from __future__ import annotations

from rich.console import Console

from grader.report.text import Page, clean, flat, points
from grader.results.harmless import as_word
from grader.results.verdict import Finding, Grade


def absent_files(grade: Grade) -> list[str]:
    """The files that were looked for, where not one of them is in the submission."""
    found = [finding for exercise in grade.exercises for finding in exercise.findings]
    absent = len(found) == len(grade.exercises) and {f.code for f in found} == {"missing-file"}
    return [finding.file for finding in found if finding.file] if absent else []


def print_unreadable(grade: Grade, finding: Finding, console: Console) -> None:
    """Print what could not be read, and why, in place of one line for each check."""
    page = Page.on(console)
    page.say(flat(grade.course), "bold")
    page.gap()
    page.say(finding.message, "bold")
    page.say(finding.hint, "italic", lead="Hint: ", lead_style="bold")
    page.say(f"More: mnist-grade why {flat(finding.code)}", "dim")
    page.gap()
    page.say(f"0 of {points(grade.max_score)}", "bold")


def print_nothing(grade: Grade, files: list[str], console: Console, *, nearby: str) -> None:
    """Print that there is nothing to grade, and what to do; `nearby` is a folder with some."""
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
    if nearby:
        page.say("There are such files in another folder. Did you mean this one?")
        page.command("mnist-grade check", as_word(clean(nearby).replace("\n", " ")))
    else:
        page.say("To begin with a fresh copy of the exercises:")
        page.command("mnist-grade start work")
