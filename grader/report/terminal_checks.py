"""The checks of an exercise on a terminal, each with what was compared in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.report.reading import errors_of, shown, title_of
from grader.report.text import Page, as_sentence, flat, number
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Outcome

SAME_WORDS = 5
# What keeps a file from being read: none of its checks says anything then.
UNREAD = {"syntax-error", "missing-file", "import-error"}


def print_checks(page: Page, exercise: ExerciseResult, *, whole: bool, details: bool) -> None:
    """The checks that failed, then what follows from these, then what passed, in a line."""
    failed = [c for c in exercise.checks if c.outcome is not Outcome.PASSED]
    if {f.code for f in errors_of(exercise)} & UNREAD and len(failed) == len(exercise.checks):
        page.say("Its checks wait until the file can be read.", "dim", indent=4)
        return
    passed = [c for c in exercise.checks if c.outcome is Outcome.PASSED]
    for check in sorted(failed, key=lambda check: check.follows_from is not None):
        compared = _compared(check, exercise)
        if not details:
            untold = check.follows_from is None and compared
            compared = compared[:1] if untold and not _is_said(compared[0], exercise) else ()
        _check(page, check, compared, details=details)
    if whole or not failed:
        for check in passed:
            _check(page, check, (), details=False)
    elif passed:
        count = f"{len(passed)} {'check passes' if len(passed) == 1 else 'checks pass'}"
        score = sum(c.score for c in passed)
        right = f"{number(score)} / {number(score)}{_ROOM}"
        page.mark(Outcome.PASSED, count, indent=4, right=right)


_MEASURED = re.compile(r"\d|the check's|grad_fn")
_ROOM = " " * len(" points")


def _compared(check: CheckResult, exercise: ExerciseResult) -> tuple[Evidence, ...]:
    """What was compared in a check that students may see the details of."""
    if not shown(check):
        return ()
    # That there was an error instead of a result is what the finding has just said.
    errors = errors_of(exercise)
    return tuple(e for e in check.evidence if not errors or e.expected != "a result")


def _is_said(comparison: Evidence, exercise: ExerciseResult) -> bool:
    """Whether a finding has told what was seen; one that tells of no number has not."""
    told = [flat(finding.message) for finding in errors_of(exercise)]
    if told and not comparison.fact:
        return True
    begin = " ".join(flat(comparison.plain).split()[:SAME_WORDS])
    return any(begin in message or _MEASURED.search(message) for message in told)


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
