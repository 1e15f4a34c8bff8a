"""What a grade says in an nbgrader cell: text for its output, and comments in safe markdown."""

from __future__ import annotations

import textwrap

from grader.report.reading import shown, title_of, untouched, untouched_line
from grader.report.text import FINE, clean, flat, number
from grader.results.finding import Finding, Severity
from grader.results.told import as_told
from grader.results.verdict import ExerciseResult, Visibility

# SECURITY: comments are rendered as markdown, which passes HTML through and follows links and
# images; a student's exception text must become neither in the instructor's browser.
_DISARMED = str.maketrans(
    {"<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
     ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
     "&": "+", "`": "'", "[": "(", "]": ")"}
)  # fmt: skip


WIDE = 92


def output(exercise: ExerciseResult, visibility: Visibility) -> str:
    """The checks of one cell; of hidden ones their points alone."""
    exercise = as_told(exercise)
    checks = [c for c in exercise.checks if c.visibility is visibility]
    if visibility is Visibility.HIDDEN:
        passed = sum(check.passed for check in checks)
        return f"{passed} of {len(checks)} hidden checks passed\n"
    if untouched(exercise):
        return untouched_line(exercise) + "\n"
    lines = [
        f"{FINE.marks[c.outcome]} {title_of(c)}  {number(c.score)} / {number(c.max_score)}"
        for c in checks
    ]
    for finding in exercise.findings:
        lines += ["", *_told(finding)]
    if exercise.note:
        lines += ["", flat(exercise.note)]
    return "\n".join(lines) + "\n"


def _told(finding: Finding) -> list[str]:
    warning = " (costs no points)" if finding.severity is Severity.WARNING else ""
    why = textwrap.wrap(f"Why: {flat(finding.message)}", WIDE, subsequent_indent="     ")
    place = f"  {_place(finding)}[{flat(finding.code)}]{warning}"
    hint = textwrap.wrap(f"  Hint: {flat(finding.hint)}", WIDE, subsequent_indent="        ")
    lines = [f"    {line}" for line in clean(finding.experiment).splitlines()]
    return [*why, place, *(hint if finding.hint else ()), *lines]


def _place(finding: Finding) -> str:
    if not finding.file:
        return ""
    line = "" if finding.line is None else f", line {finding.line}"
    return f"{flat(finding.file)}{line} "


def comment(exercise: ExerciseResult) -> str:
    """The findings of an exercise as a comment on its solution; empty where there is none."""
    exercise = as_told(exercise)
    if untouched(exercise):
        return _harmless(untouched_line(exercise))
    parts = [
        f"{flat(f.message)} ({_place(f)}{flat(f.code)}) Hint: {flat(f.hint)}"
        for f in exercise.findings
    ]
    hidden = [c for c in exercise.checks if not shown(c) and not c.passed]
    if hidden and not exercise.findings:
        parts.append(f"{len(hidden)} hidden checks did not pass.")
    bonus = f"Bonus: {number(exercise.score)} points, as extra credit." if exercise.bonus else ""
    return "\n\n".join(_harmless(part) for part in (*parts, bonus) if part)


def _harmless(text: str) -> str:
    return flat(text).translate(_DISARMED).replace("://", ": //")
