"""What can be read of an exercise once it is right: hints, another way, a common mistake."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from grader.course.course import Exercise
from grader.course.shipped import CourseFolder
from grader.findings import Misconception, catalogue
from grader.report.text import Page, flat
from grader.report.why import in_words
from grader.results.verdict import Severity


def print_afterwards(
    exercise: Exercise, right: Sequence[str], folder: CourseFolder, console: Console
) -> None:
    """Print all hints of an exercise, one other right way of writing it, and a common mistake."""
    page = Page.on(console)
    page.say(f"{flat(exercise.title)}: it is right, so nothing here gives anything away", "bold")
    page.gap()
    page.say("All its hints", "bold")
    for number, hint in enumerate(exercise.hints, start=1):
        page.say(hint, indent=2, lead=f"{number}  ")
    for text in right[:1]:
        page.gap()
        page.say("Another right way", "bold")
        page.source(text)
    mistake = _common_mistake(exercise, folder)
    if mistake is not None:
        page.gap()
        page.say("What a common mistake would have done here", "bold")
        page.say(f'"{mistake.believes}"', indent=2, lead="Believed  ")
        page.say(in_words(mistake.sentence, "{}"), indent=2, lead="Observed  ")
        page.say(mistake.why, indent=2)
        page.say(f"More: mnist-grade why {mistake.code}", "dim", indent=2)


def _common_mistake(exercise: Exercise, folder: CourseFolder) -> Misconception | None:
    """The first mistake of the catalogue that is made in this exercise, and is its own."""
    known = [
        entry
        for entry in catalogue(folder)
        if exercise.id in entry.exercises and entry.bad and entry.severity is Severity.ERROR
    ]
    order = [(e.exercises.index(exercise.id), e.rank, e.code) for e in known]
    return known[order.index(min(order))] if known else None
