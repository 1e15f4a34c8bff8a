"""What can be read of an exercise once it is right: hints, another way, a common mistake."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from grader.course.course import Exercise
from grader.course.shipped import CourseFolder
from grader.findings import Misconception
from grader.findings.catalogue import catalogue
from grader.report.text import Page, flat
from grader.report.why import in_words
from grader.results.finding import Severity


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
    _experiments(page, exercise)
    mistake = _common_mistake(exercise, folder)
    if mistake is not None:
        page.gap()
        page.say("What a common mistake would have done here", "bold")
        page.say(f'"{mistake.believes}"', indent=2, lead="Believed  ")
        if mistake.believes.rstrip(".") not in mistake.message:
            page.say(_observed(mistake), indent=2, lead="Observed  ")
        page.say(mistake.why, indent=2)
        page.say(f"More: mnist-grade why {mistake.code}", "dim", indent=2)


def _experiments(page: Page, exercise: Exercise) -> None:
    """What shows the answer to each question, for whoever has not run it."""
    shown = [check for check in exercise.checks.values() if check.experiment]
    if shown:
        page.gap()
        page.say("What shows it", "bold")
    for check in shown:
        page.say(" ".join(filter(None, [check.asks, check.look])), indent=2)
        page.source(str(check.experiment), indent=6)


def _observed(mistake: Misconception) -> str:
    """What is seen of it, without the numbers that nobody has here."""
    said = in_words(mistake.message, "{}").strip().rstrip(".:")
    return f"{'The' if said.startswith('the ') else said[:3]}{said[3:]}."


def _common_mistake(exercise: Exercise, folder: CourseFolder) -> Misconception | None:
    """A mistake that is made in this exercise, and is its own; a common one has its own hints."""
    known = [
        entry
        for entry in catalogue(folder)
        if exercise.id in entry.exercises
        and (entry.bad or entry.line)
        and entry.severity is Severity.ERROR
    ]
    order = [(not e.steps, e.exercises.index(exercise.id), e.rank, e.line, e.code) for e in known]
    return known[order.index(min(order))] if known else None
