"""What came of a run in a few lines: what an instructor wants to know first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.batch.grading import Outcome
from grader.batch.lateness import UNKNOWN
from grader.batch.run import Step
from grader.course.shipped import called
from grader.report.text import flat
from grader.results.names import legible

MOST_NAMED, MOST_REASONS = 8, 5


def summary(outcome: Outcome, out: Path) -> Iterator[str]:
    """The lines; names that students chose are made harmless."""
    yield _counts(outcome)
    if outcome.doubt:
        yield f"Read as a plain folder; {flat(outcome.doubt)}"
    if outcome.course:
        yield f"Course: {flat(called(outcome.course))}"
    yield from _unreadable(outcome.unreadable)
    yield from _looks(outcome.looks)
    yield from _undecided(outcome.undecided, out)
    if outcome.copies:
        yield f"{outcome.copies} have the same files as another: column identical_to"
    yield from _people(outcome)
    yield from _left_out(outcome)
    yield from _taken_over(outcome)
    for name, why in outcome.unjudged[:MOST_REASONS]:
        yield f"could not be judged: {flat(legible(name))}: {flat(why)[:300]}"
    if outcome.unjudged:
        yield "Run the same command again to try these once more."
    yield f"Results: {flat(str(out / 'grades.csv'))}, {flat(str(out / 'results.jsonl'))}"


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
    lines = [why if why.startswith(name) else f"{legible(name)}: {why}" for name, why in unreadable]
    yield from _first(lines)


def _looks(looks: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Grades that may be none: what was handed in is hardly what was meant to be."""
    if looks:
        yield f"{len(looks)} {'needs' if len(looks) == 1 else 'need'} a look:"
        yield from _first([f"{legible(name)}: {'; '.join(reasons)}" for name, reasons in looks])


def _undecided(undecided: Sequence[tuple[str, tuple[str, ...]]], out: Path) -> Iterator[str]:
    """Students of whom several submissions were graded, and none counts."""
    sets = list(dict.fromkeys(tuple(sorted((name, *rivals))) for name, rivals in undecided))
    if not sets:
        return
    of = "1 student has" if len(sets) == 1 else f"{len(sets)} students have"
    yield f"{of} several submissions, and nothing tells which is the last: none is exported"
    yield from _first([" or ".join(map(legible, names)) for names in sets])
    choose = f"mnist-grade override {shlex.quote(str(out))} STUDENT --choose SUBMISSION"
    yield f"  Choose one: {flat(choose)} --reason TEXT"


def _people(outcome: Outcome) -> Iterator[str]:
    if missing := [student.name or student.id for student in outcome.matched.missing]:
        yield f"{len(missing)} handed in nothing: {_few(missing)}"
    if unknown := [handed.name for handed in outcome.matched.unknown]:
        are = "is" if len(unknown) == 1 else "are"
        yield f"{len(unknown)} {are} of nobody on the roster: {_few(unknown)}"
    if odd := [handed for handed in outcome.submissions if handed.odd]:
        are = "is" if len(odd) == 1 else "are"
        yield f"{len(odd)} {are} named so that a reader may be deceived:"
        yield from _first([f"{legible(handed.name)}: {handed.odd}" for handed in odd])
    if timeless := sum(UNKNOWN in handed.notes for handed in outcome.submissions):
        were = "was" if timeless == 1 else "were"
        yield (
            f"Nobody knows when {timeless} of them {were} handed in, so nothing is taken off "
            "(--file-times trusts the times of the files; or hand over a .csv with the columns "
            "student, path and time)"
        )


def _left_out(outcome: Outcome) -> Iterator[str]:
    """What lay in the class's folder and is behind no result, with the sum that shows it is all."""
    out = outcome.left_out
    if not out:
        return
    refused = sum(each.refused for each in out)
    yield (
        f"Of {outcome.entries} entries {outcome.entries - len(out)} are in results, "
        f"{len(out) - refused} left out, {refused} refused:"
    )
    # What was refused may be somebody's work.
    ordered = sorted(out, key=lambda each: not each.refused)
    yield from _first([f"{legible(each.name)}: {each.status}: {each.why}" for each in ordered])


def _taken_over(outcome: Outcome) -> Iterator[str]:
    fresh, kept = outcome.taken_over
    if fresh:
        yield f"{len(fresh)} decided by hand taken over: overrides.csv"
    for decision in kept:
        who = legible(decision.student)
        yield f"{flat(who)}: decided otherwise here already, and kept: {flat(decision.words)}"


def _first(lines: Sequence[str]) -> Iterator[str]:
    """The first of many lines, and how many more there are."""
    yield from (f"  {flat(line)[:300]}" for line in lines[:MOST_NAMED])
    if len(lines) > MOST_NAMED:
        yield f"  and {len(lines) - MOST_NAMED} more, which index.html names"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(flat(legible(name)) for name in names[:MOST_NAMED]) + more
