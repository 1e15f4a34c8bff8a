"""A grade as a terminal report: what happened, why, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from rich.console import Console

from grader.report.reading import (
    ABOUT_NORMS,
    ABOUT_TARGETS,
    advice,
    errors_of,
    first_failed,
    line_of,
    outcome_of,
    shown,
    title_of,
    untouched,
    untouched_line,
)
from grader.report.text import Page, clean, fixed, flat, number, percent, points
from grader.report.timeline import first_call, timeline
from grader.results.harmless import as_word
from grader.results.trained import Metrics, Training
from grader.results.verdict import (
    CheckResult,
    Evidence,
    ExerciseResult,
    Finding,
    Grade,
    Outcome,
    Severity,
)

__all__ = ["clean", "print_report", "timeline"]

MOST_CALLS = 24
MOST_EPOCHS = 10
NAME = 26  # columns of the name of a training


def print_report(
    grade: Grade, console: Console, *, folder: str, why: bool = False, part: bool = False
) -> None:
    """Print the whole report of a grade.

    `why` points to `mnist-grade why CODE`; `part` says that only some exercises were asked for.
    """
    page = Page.on(console)
    _heading(page, grade)
    for exercise in grade.exercises:
        _exercise(page, exercise, why=why)
    page.gap()
    _norm(page, grade)
    _timeline(page, grade.trace)
    if grade.training is not None:
        _training(page, grade.training)
    if grade.status == "failed":
        _grader_failed(page, grade)
    if grade.exercises:
        _total(page, grade)
        _next(page, grade, folder, part=part)
        if why and grade.passed and not part:
            page.say("To use what you know now, repair somebody else's loop: mnist-grade debug")


def _heading(page: Page, grade: Grade) -> None:
    page.say(flat(grade.course), "bold")
    page.say(flat(grade.submission), lead="Submission  ")
    page.say(flat(grade.dataset), lead="Dataset     ")
    for note in grade.notes:
        page.say(note, lead="Note        ")


def _exercise(page: Page, exercise: ExerciseResult, *, why: bool) -> None:
    """One exercise: its findings first, then a line a check; a single line where untouched."""
    score = f"{number(exercise.score)} / {points(exercise.max_score)}"
    page.gap()
    if untouched(exercise):
        outcome = None if exercise.bonus else Outcome.FAILED
        page.mark(outcome, untouched_line(exercise), "bold", right=score)
        return
    page.mark(outcome_of(exercise), flat(exercise.title), "bold", right=score)
    said: set[tuple[str, str]] = set()
    for finding in exercise.findings:
        # A second finding of the same code: its hint and its page were named already.
        _finding(page, finding, why=why, again=(finding.code, finding.hint) in said)
        said.add((finding.code, finding.hint))
    if exercise.note:
        page.say(exercise.note, "dim", indent=4, lead="Note: ", lead_style="dim")
    explained = bool(errors_of(exercise))
    failures = [c for c in exercise.checks if c.outcome is Outcome.FAILED and shown(c)]
    compared = failures[:1] if explained else failures
    for check in exercise.checks:
        evidence = check.evidence if any(check is c for c in compared) else ()
        # That there was an error instead of a result is what the finding has just said.
        _check(page, check, [e for e in evidence if not (explained and e.expected == "a result")])


def _finding(page: Page, finding: Finding, *, why: bool, again: bool = False) -> None:
    """The message, the place with the code, and the hint."""
    warning = finding.severity is Severity.WARNING
    lead, style = ("Warning: ", "yellow") if warning else ("Why: ", "bold")
    page.say(finding.message, indent=4, lead=lead, lead_style=style)
    place = f"{flat(finding.file)}{line_of(finding)} " if finding.file else ""
    cost = ", costs no points" if warning else ""
    page.say(f"{place}[{flat(finding.code)}]{cost}", indent=6)
    if again:
        return
    if finding.hint:
        page.say(finding.hint, "italic", indent=6, lead="Hint: ", lead_style="bold")
    if why:
        page.say(f"More: mnist-grade why {flat(finding.code)}", "dim", indent=6)


def _check(page: Page, check: CheckResult, evidence: Sequence[Evidence]) -> None:
    """The line of one check, then what was compared; of a hidden check the outcome alone."""
    result = f"{number(check.score)} / {number(check.max_score)}"
    judged = check.outcome is not Outcome.NOT_JUDGED
    room = " " * len(" points")
    page.mark(
        check.outcome, title_of(check), indent=4, right=result + room if judged else "not judged"
    )
    for comparison in evidence:
        indent = 4 + page.symbols.width + 2
        page.say(flat(comparison.what), "dim", indent=indent)
        page.say(flat(comparison.expected), indent=indent + 2, lead="expected   ")
        page.say(flat(comparison.got), indent=indent + 2, lead="got        ")
        if comparison.tolerance:
            page.say(flat(comparison.tolerance), indent=indent + 2, lead="tolerance  ")


def _norm(page: Page, grade: Grade) -> None:
    """What a norm is, where one was told of."""
    begun = [exercise for exercise in grade.exercises if not untouched(exercise)]
    told = [finding.message for exercise in begun for finding in exercise.findings]
    told += [e.got for x in begun for c in x.checks if shown(c) for e in c.evidence]
    if any(re.search(r"\bnorm \d", text) for text in told):
        page.say(ABOUT_NORMS, "dim")
        page.gap()


def _timeline(page: Page, trace: Iterable[Mapping[str, Any]]) -> None:
    events = first_call(trace)
    if len(set(timeline(events))) < 2:  # one call has no order
        return
    files = {flat(str(event.get("file", ""))) for event in events}
    place = f" in {files.pop()}" if len(files) == 1 and "" not in files else ""
    calls = [*timeline(events)[:MOST_CALLS], *(["..."] if len(events) > MOST_CALLS else [])]
    page.say(f"Your calls{place}, in this order:", "bold")
    page.say(f" {page.symbols.arrow} ".join(calls), indent=4)
    page.gap()


def _training(page: Page, training: Training) -> None:
    """The losses of the epochs, the measurements beside the targets, and the threshold."""
    page.say("Training from start to end", "bold")
    if training.metrics:
        page.say(_row("", "training", "training", "validation", "validation"), "dim", indent=4)
        page.say(_row("", "loss", "accuracy", "loss", "accuracy"), "dim", indent=4)
        for metrics in training.metrics:
            _metrics_row(page, metrics)
        if training.targets is not None:
            _metrics_row(page, training.targets, "dim")
            page.say(ABOUT_TARGETS, "dim", indent=4)
    if training.loss:
        losses = [fixed(loss) for loss in training.loss[:MOST_EPOCHS]]
        more = " ..." if len(training.loss) > MOST_EPOCHS else ""
        arrow = f" {page.symbols.arrow} "
        page.say(arrow.join(losses) + more, indent=4, lead="Loss of each epoch: ")
    outcome = Outcome.PASSED if training.accuracy >= training.threshold else Outcome.FAILED
    wanted = percent(training.threshold)
    reached = percent(training.accuracy, training.threshold)
    page.mark(outcome, f"Validation accuracy: needs {wanted}, reached {reached}", indent=4)
    page.gap()


def _metrics_row(page: Page, metrics: Metrics, style: str = "") -> None:
    """A row of the table; the numbers stand at the end of a name that takes several lines."""
    *above, name = wrap(flat(metrics.name), NAME) or [""]
    for part in above:
        page.say(part, style, indent=4)
    numbers = _row(
        name,
        fixed(metrics.train_loss),
        percent(metrics.train_accuracy),
        fixed(metrics.validation_loss),
        percent(metrics.validation_accuracy),
    )
    page.say(numbers, style, indent=4)


def _row(name: str, *cells: str) -> str:
    return f"{name:<{NAME}}" + "".join(f"{cell:>12}" for cell in cells)


def _grader_failed(page: Page, grade: Grade) -> None:
    """Say that the grader could not finish, whose fault that is, and what was not judged."""
    page.say("The grader itself could not finish. This is not your fault.", "bold yellow")
    if grade.error:
        page.say(grade.error, indent=4)
    unjudged = [
        (exercise, check)
        for exercise in grade.exercises
        for check in exercise.checks
        if check.outcome is Outcome.NOT_JUDGED
    ]
    if unjudged:
        page.say("Not judged, so neither passed nor failed:", indent=4)
    for exercise, check in unjudged:
        page.say(f"{flat(exercise.id)}: {title_of(check)}", indent=6, lead="- ")
    page.say("Please run it again. If this comes back, show it to your instructor.", indent=4)
    if grade.exercises:
        page.gap()


def _total(page: Page, grade: Grade) -> None:
    bonus = [exercise for exercise in grade.exercises if exercise.bonus]
    parts = []
    if grade.max_score or not bonus:
        required = sum(e.score for e in grade.exercises if not e.bonus)
        parts.append(f"{number(required)} / {points(grade.max_score)}")
    if bonus:
        most = points(sum(e.max_score for e in bonus)).replace("point", "bonus point")
        parts.append(f"{number(sum(e.score for e in bonus))} of {most}")
    score = "Score so far" if grade.status == "failed" else "Score"
    page.say(f"{score}: {', and '.join(parts)}", "bold")


def _next(page: Page, grade: Grade, folder: str, *, part: bool) -> None:
    """The one thing to do next: the first failed exercise, else congratulation and bonus."""
    failed = first_failed(grade)
    if failed:
        page.say(f"Next: {flat(failed.id)}. {advice(failed)}, then run:")
        _command(page, folder, failed)
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


def _command(page: Page, folder: str, exercise: ExerciseResult) -> None:
    """The command to run, ready to be copied."""
    page.command("mnist-grade check", _quoted(folder), f"--exercise {flat(exercise.id)}")


def _quoted(folder: str) -> str:
    return as_word(clean(folder).replace("\n", " "))
