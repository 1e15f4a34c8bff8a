"""What a grade tells a learner on any page: what failed, what is hidden, what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from grader.learn.at_hand import Tool, Tools
from grader.report.text import flat
from grader.results.finding import Finding, Severity
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Grade, Outcome, Visibility

SAME_WORDS = 5
_MEASURED = re.compile(r"\d|the check's|grad_fn")
UNTOUCHED = {"not-implemented", "missing-answer"}
ABOUT_NORMS = (
    "Norm: how long many numbers are together, the square root of the sum of their squares. "
    "Behind it, in brackets, are the first of them."
)
TO_GO_ON = "To use what you know now, repair somebody else's loop: mnist-grade debug"
ABOUT_TARGETS = (
    "The course's targets are what you had when the course began, on all of MNIST. "
    "No points depend on them."
)


def shown(check: CheckResult) -> bool:
    """Whether students may see what a check is about."""
    return check.visibility is Visibility.VISIBLE


def title_of(check: CheckResult) -> str:
    """The line of a check that a student reads."""
    return flat(check.title) if shown(check) else "hidden check"


def errors_of(exercise: ExerciseResult) -> list[Finding]:
    """The findings that explain lost points."""
    return [f for f in exercise.findings if f.severity is Severity.ERROR]


def unreadable(grade: Grade) -> Finding | None:
    """The finding that says why nothing could be read, where that is so."""
    findings = (finding for exercise in grade.exercises for finding in exercise.findings)
    return next((f for f in findings if f.code == "unreadable-submission"), None)


def untouched(exercise: ExerciseResult) -> bool:
    """Whether the student has not begun: nothing to explain, and no list of failures to show."""
    codes = {finding.code for finding in errors_of(exercise)}
    judged = all(check.outcome is not Outcome.NOT_JUDGED for check in exercise.checks)
    return bool(codes) and codes <= UNTOUCHED and exercise.score == 0 and judged


def unanswered(exercise: ExerciseResult) -> bool:
    """Whether what has not been begun are questions."""
    return {finding.code for finding in errors_of(exercise)} == {"missing-answer"}


def untouched_line(exercise: ExerciseResult) -> str:
    """The one line about an exercise that was not begun; it opens with the exercise's name."""
    name, message = flat(exercise.id), flat(errors_of(exercise)[0].message)
    return f"{name}: {message.removeprefix(f'{name} is ')}"


def outcome_of(exercise: ExerciseResult) -> Outcome:
    """Failed where any check failed, not judged where any was not, else passed."""
    outcomes = {check.outcome for check in exercise.checks}
    for outcome in (Outcome.FAILED, Outcome.NOT_JUDGED):
        if outcome in outcomes:
            return outcome
    return Outcome.PASSED if outcomes else Outcome.NOT_JUDGED


def line_of(finding: Finding) -> str:
    """The line as it follows its place: `work.py:16-17`, `hw.ipynb cell 7, line 3`."""
    if finding.line is None:
        return ""
    lines = "line" if finding.end_line is None else "lines"
    place = str(finding.line) if finding.end_line is None else f"{finding.line}-{finding.end_line}"
    return f", {lines} {place}" if " " in (finding.file or "") else f":{place}"


def first_failed(grade: Grade) -> ExerciseResult | None:
    """The exercise to mend next: the first required one that failed, if anything was read."""
    if unreadable(grade) is not None:
        return None
    required = [e for e in grade.exercises if not e.bonus] or list(grade.exercises)
    return next((e for e in required if outcome_of(e) is Outcome.FAILED), None)


def printed_in(exercise: ExerciseResult) -> tuple[str, ...]:
    """What the learner's code printed last: in the check that stands for a mistake, else in any."""
    told = [check for check in exercise.checks if check.printed and shown(check)]
    failed = [check for check in told if check.outcome is Outcome.FAILED]
    standing = [check for check in failed if check.follows_from is None]
    return next((checks[-1].printed for checks in (standing, failed, told) if checks), ())


def advice(exercise: ExerciseResult) -> str:
    """What to do about an exercise that failed, as the beginning of a sentence."""
    errors = errors_of(exercise)
    file = next((flat(f.file) for f in errors if f.file), "your code")
    if untouched(exercise):
        return f"Fill in {file}" if file != "your code" else "Write your code"
    if any(finding.hint for finding in errors):
        return f"Read its hint, mend {file}"
    return f"Look at what failed, mend {file}"


def tool_for(
    tools: Tools | None, exercise: ExerciseResult | None, trace: Iterable[Mapping[str, Any]]
) -> Tool | None:
    """The one tool that helps with what is to be mended next, if any does."""
    if tools is None or exercise is None or not errors_of(exercise) or unanswered(exercise):
        return None
    if untouched(exercise):
        return tools.to_begin(exercise.id)
    return tools.to_understand(flat(errors_of(exercise)[0].code), trace)


def compared_in(check: CheckResult, exercise: ExerciseResult) -> tuple[Evidence, ...]:
    """What was compared in a check that students may see the details of."""
    if not shown(check):
        return ()
    # That there was an error instead of a result is what the finding has just said.
    errors = errors_of(exercise)
    return tuple(e for e in check.evidence if not errors or e.expected != "a result")


def is_told(comparison: Evidence, exercise: ExerciseResult) -> bool:
    """Whether a finding has told what was seen; one that tells of no number has not."""
    told = [flat(finding.message) for finding in errors_of(exercise)]
    if told and not comparison.fact:
        return True
    begin = " ".join(flat(comparison.plain).split()[:SAME_WORDS])
    standing = [c for c in exercise.checks if c.outcome is Outcome.FAILED and not c.follows_from]
    # Where more checks stand for themselves than was named, numbers may be those of another.
    loosely = len(told) >= len(standing)
    return any(begin in message or (loosely and _MEASURED.search(message)) for message in told)
