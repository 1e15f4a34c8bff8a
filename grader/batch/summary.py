"""What came of a run in a few lines: what an instructor wants to know first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.batch.grading import Outcome
from grader.batch.lateness import UNKNOWN
from grader.batch.run import Step
from grader.report.text import flat

MOST_NAMED, MOST_REASONS = 8, 5


def summary(outcome: Outcome, out: Path) -> Iterator[str]:
    """The lines; names that students chose are made harmless."""
    yield _counts(outcome)
    if outcome.course:
        yield f"Course: {flat(str(outcome.course))}"
    yield from _unreadable(outcome.unreadable)
    if outcome.copies:
        yield f"{outcome.copies} have the same files as another: column identical_to"
    yield from _people(outcome)
    if outcome.ignored:
        yield f"Left aside in the folder, being no submission: {_few(outcome.ignored)}"
    for name, why in outcome.unjudged[:MOST_REASONS]:
        yield f"could not be judged: {flat(name)}: {flat(why)[:300]}"
    if outcome.unjudged:
        yield "Run the same command again to try these once more."
    yield f"Results: {out / 'grades.csv'}, {out / 'results.jsonl'}"


def _counts(outcome: Outcome) -> str:
    """How many, and how many of them now: what has the same files as another is graded with it."""
    steps, statuses = outcome.steps, outcome.statuses
    total = statuses.total() - statuses["missing"]
    noun = "submission" if total == 1 else "submissions"
    return (
        f"{total} {noun} ({outcome.system}): {steps[Step.GRADED] + steps[Step.COPY]} graded now, "
        f"{steps[Step.KNOWN]} before, {statuses['not judged']} could not be judged"
    )


def _unreadable(unreadable: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Zeros that nobody should find out about from a student."""
    if not unreadable:
        return
    are, have = ("is", "has") if len(unreadable) == 1 else ("are", "have")
    yield f"{len(unreadable)} could not be opened or {are} empty, and {have} 0 points:"
    for name, why in unreadable[:MOST_NAMED]:
        yield f"  {flat(why if why.startswith(name) else f'{name}: {why}')[:300]}"
    if len(unreadable) > MOST_NAMED:
        yield f"  and {len(unreadable) - MOST_NAMED} more, which index.html names"


def _people(outcome: Outcome) -> Iterator[str]:
    if missing := [student.name or student.id for student in outcome.roll.missing]:
        yield f"{len(missing)} handed in nothing: {_few(missing)}"
    if unknown := [handed.turn_in.name for handed in outcome.roll.unknown]:
        are = "is" if len(unknown) == 1 else "are"
        yield f"{len(unknown)} {are} of nobody on the roster: {_few(unknown)}"
    if timeless := sum(UNKNOWN in handed.notes for handed in outcome.submissions):
        were = "was" if timeless == 1 else "were"
        yield (
            f"Nobody knows when {timeless} of them {were} handed in, so nothing is taken off "
            "(--file-times trusts the times of the files)"
        )


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(flat(name) for name in names[:MOST_NAMED]) + more
