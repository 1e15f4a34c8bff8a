"""A submission in which no file that was asked for is found: what was looked for, and where."""

from __future__ import annotations

import shlex

from rich.console import Console

from grader.report.text import Page, clean, flat
from grader.verdict import Grade


def absent_files(grade: Grade) -> list[str]:
    """The files that were looked for, where not one of them is in the submission."""
    found = [finding for exercise in grade.exercises for finding in exercise.findings]
    absent = len(found) == len(grade.exercises) and {f.code for f in found} == {"missing-file"}
    return [finding.file for finding in found if finding.file] if absent else []


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
    page.say("A file is found by its exact name.")
    page.gap()
    if nearby:
        page.say("There are such files in another folder. Did you mean this one?")
        page.command("mnist-grade check", shlex.quote(clean(nearby).replace("\n", " ")))
    else:
        page.say("To begin with a fresh copy of the exercises:")
        page.command("mnist-grade start work")
