"""The end of a report on a terminal: the one thing to do next, and the tool that helps with it."""

from __future__ import annotations

from grader.learn.at_hand import Tool
from grader.report.reading import advice, errors_of, first_failed, outcome_of
from grader.report.text import Page, clean, flat, points
from grader.results.harmless import as_word
from grader.results.verdict import ExerciseResult, Grade, Outcome


def explained(exercise: ExerciseResult | None, tool: Tool | None) -> str:
    """The code of the finding whose page is the tool that helps now."""
    code = flat(errors_of(exercise)[0].code) if exercise and errors_of(exercise) else ""
    return code if tool and tool.command == (f"mnist-grade why {code}",) else ""


def print_next(page: Page, grade: Grade, folder: str, tool: Tool | None, *, part: bool) -> None:
    """The one thing to do next: the first failed exercise, else congratulation and bonus."""
    failed = first_failed(grade)
    if failed:
        page.say(f"Next: {flat(failed.id)}. {advice(failed)}, then run:")
        _command(page, folder, failed)
        _tool(page, tool)
        return
    if not grade.passed:
        return
    if part:
        page.say("Well done! See what comes next:", "green")
        page.command("mnist-grade check", _quoted(folder))
        return
    page.say("Well done! Everything that was asked of you is right.", "green")
    for bonus in (e for e in grade.exercises if outcome_of(e) is Outcome.FAILED):
        worth = f"worth {points(bonus.max_score)} on top"
        page.say(f"Care for the bonus, {worth}? {advice(bonus)}, then run:")
        _command(page, folder, bonus)
    _tool(page, tool)


def _tool(page: Page, tool: Tool | None) -> None:
    """What else helps at this moment."""
    if tool is not None:
        page.say(tool.use)
        page.command(*tool.command)


def _command(page: Page, folder: str, exercise: ExerciseResult) -> None:
    """The command to run, ready to be copied."""
    page.command("mnist-grade check", _quoted(folder), f"--exercise {flat(exercise.id)}")


def _quoted(folder: str) -> str:
    return as_word(clean(folder).replace("\n", " "))
