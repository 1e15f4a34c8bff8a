"""A grade as a terminal report: what happened, why, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from grader.learn.at_hand import Tools
from grader.report.following import explained, print_next
from grader.report.reading import (
    ABOUT_NORMS,
    TO_GO_ON,
    compared_in,
    errors_of,
    first_failed,
    is_told,
    line_of,
    outcome_of,
    printed_in,
    shown,
    title_of,
    tool_for,
    untouched,
    untouched_line,
)
from grader.report.text import Page, as_sentence, flat, number, points
from grader.report.timeline import timeline_of
from grader.report.trained import print_training
from grader.results.finding import Finding, Severity
from grader.results.told import told
from grader.results.trace import first_call, timeline
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Grade, Outcome

MOST_CALLS = 24
# What keeps a file from being read: none of its checks says anything then.
UNREAD = {"syntax-error", "missing-file", "import-error"}
_ROOM = " " * len(" points")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of a report is wanted: `whole` opens what passed, `details` the numbers compared.

    `why` points to `mnist-grade why CODE`, but not for the code that is `told` below.
    """

    whole: bool = False
    details: bool = False
    why: bool = False
    told: str = ""


def print_report(
    grade: Grade,
    console: Console,
    *,
    folder: str,
    why: bool = False,
    part: bool = False,
    whole: bool = False,
    details: bool = False,
    tools: Tools | None = None,
) -> None:
    """Print the report of a grade: what passed in a line each, what to mend next at the end.

    `why` points to `mnist-grade why CODE`; `part` says that only some exercises were asked for.
    `whole` opens what passed and the training, `details` the numbers that were compared; of the
    `tools` that a learner has, the one that helps now is named.
    """
    grade = told(grade)
    last = _to_mend(grade)
    tool = tool_for(tools, last, grade.trace)
    page, wanted = Page.on(console), Wanted(whole, details, why, explained(last, tool))
    _heading(page, grade)
    others = [exercise for exercise in grade.exercises if exercise is not last]
    page.gap()
    for exercise in sorted(others, key=lambda e: outcome_of(e) is not Outcome.PASSED):
        _exercise(page, exercise, wanted, last=last is None)
    if others:
        page.gap()
    if grade.training is not None:
        print_training(page, grade.training, whole=whole)
    if whole or (last is not None and _is_traced(grade, last)):
        _timeline(page, grade.trace)
    if last is not None:
        _exercise(page, last, wanted, last=True)
        page.gap()
    _norm(page, grade, details=details)
    if grade.status == "failed":
        _grader_failed(page, grade)
    if grade.exercises:
        _total(page, grade)
        print_next(page, grade, folder, tool, part=part)
        if why and grade.passed and not part:
            page.say(TO_GO_ON)


def _heading(page: Page, grade: Grade) -> None:
    page.say(flat(grade.course), "bold")
    page.say(flat(grade.submission), lead="Submission  ")
    page.say(flat(grade.dataset), lead="Dataset     ")
    for note in grade.notes:
        page.say(note, lead="Note        ")


def _to_mend(grade: Grade) -> ExerciseResult | None:
    """What is to be mended next: what was asked for, and where that is right, a bonus begun."""
    bonus = (e for e in grade.exercises if outcome_of(e) is Outcome.FAILED and not untouched(e))
    return first_failed(grade) or (next(bonus, None) if grade.passed else None)


def _exercise(page: Page, exercise: ExerciseResult, wanted: Wanted, *, last: bool) -> None:
    """One exercise: a line where it passed or was not begun, else what happened and its checks.

    Of one that does not come `last` it is said what and where; first things first.
    """
    score = f"{number(exercise.score)} / {points(exercise.max_score)}"
    if untouched(exercise):
        outcome = None if exercise.bonus else Outcome.FAILED
        page.mark(outcome, untouched_line(exercise), "bold", right=score)
        return
    outcome = outcome_of(exercise)
    page.mark(outcome, flat(exercise.title), "bold", right=score)
    said: set[tuple[str, str]] = set()
    for finding in exercise.findings:
        # A second finding of the same code: its hint and its page were named already.
        again = (finding.code, finding.hint) in said
        why = wanted.why and not (last and finding.code == wanted.told)
        _finding(page, finding, why=why, again=again or not (last or wanted.whole))
        said.add((finding.code, finding.hint))
    if exercise.note:
        page.say(exercise.note, "dim", indent=4, lead="Note: ", lead_style="dim")
    opened = last or wanted.whole
    printed = printed_in(exercise)
    page.printed(printed if opened else printed[-1:], indent=4)
    if outcome is Outcome.PASSED and not wanted.whole:
        return
    if opened or not errors_of(exercise):
        _checks(page, exercise, wanted)
    if wanted.whole:
        page.gap()


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
    if finding.experiment:
        page.source(finding.experiment, indent=10)
    if why:
        page.say(f"More: mnist-grade why {flat(finding.code)}", "dim", indent=6)


def _checks(page: Page, exercise: ExerciseResult, wanted: Wanted) -> None:
    """The checks that failed, then what follows from these, then what passed, in a line."""
    failed = [c for c in exercise.checks if c.outcome is not Outcome.PASSED]
    if {f.code for f in errors_of(exercise)} & UNREAD and len(failed) == len(exercise.checks):
        page.say("Its checks wait until the file can be read.", "dim", indent=4)
        return
    passed = [c for c in exercise.checks if c.outcome is Outcome.PASSED]
    for check in sorted(failed, key=lambda check: check.follows_from is not None):
        compared = compared_in(check, exercise)
        if not wanted.details:
            untold = check.follows_from is None and compared
            compared = compared[:1] if untold and not is_told(compared[0], exercise) else ()
        _check(page, check, compared, details=wanted.details)
    if wanted.whole or not failed:
        for check in passed:
            _check(page, check, (), details=False)
    elif passed:
        count = f"{len(passed)} {'check passes' if len(passed) == 1 else 'checks pass'}"
        score = sum(c.score for c in passed)
        right = f"{number(score)} / {number(score)}{_ROOM}"
        page.mark(Outcome.PASSED, count, indent=4, right=right)


def _check(page: Page, check: CheckResult, compared: Sequence[Evidence], *, details: bool) -> None:
    """The line of one check, then what was compared; of a hidden check the outcome alone."""
    result = f"{number(check.score)} / {number(check.max_score)}"
    judged = check.outcome is not Outcome.NOT_JUDGED
    right = result + _ROOM if judged else "not judged"
    if check.follows_from is not None:
        page.mark(None, f"follows from it: {title_of(check)}", "dim", indent=4, right=right)
    else:
        page.mark(check.outcome, title_of(check), indent=4, right=right)
    indent = 4 + page.symbols.width + 2
    if details:
        for comparison in compared:
            _sides(page, comparison, indent)
    elif compared:
        page.say(as_sentence(compared[0].plain), "dim", indent=indent)


def _sides(page: Page, comparison: Evidence, indent: int) -> None:
    """Both sides of a comparison, with the tolerance."""
    page.say(flat(comparison.what), "dim", indent=indent)
    page.say(flat(comparison.expected), indent=indent + 2, lead="expected   ")
    page.say(flat(comparison.got), indent=indent + 2, lead="got        ")
    if comparison.tolerance:
        page.say(flat(comparison.tolerance), indent=indent + 2, lead="tolerance  ")


def _norm(page: Page, grade: Grade, *, details: bool) -> None:
    """What a norm is, where one is told of."""
    begun = [exercise for exercise in grade.exercises if not untouched(exercise)]
    told = [e.got for x in begun for c in x.checks if shown(c) for e in c.evidence]
    if details and any(re.search(r"\bnorm \d", text) for text in told):
        page.say(ABOUT_NORMS, "dim")
        page.gap()


def _is_traced(grade: Grade, exercise: ExerciseResult) -> bool:
    """Whether the recorded calls are those of an exercise; of another one they tell nothing."""
    steps = timeline_of(grade.trace)
    return steps is None or steps.exercise == exercise.id


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
