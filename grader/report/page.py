"""A grade as one self-contained HTML page, for its student or for the instructor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from grader.findings import Misconception
from grader.findings.catalogue import by_code
from grader.learn.at_hand import Tool, Tools
from grader.report.inline import self_contained
from grader.report.page_code import CodeLine, excerpt
from grader.report.page_curve import curve_of
from grader.report.reading import (
    advice,
    errors_of,
    first_failed,
    outcome_of,
    printed_in,
    shown,
    title_of,
    tool_for,
    unreadable,
    untouched,
    untouched_line,
)
from grader.report.text import as_sentence, flat
from grader.report.timeline import Timeline, timeline_of
from grader.results.finding import Finding, Severity
from grader.results.told import told
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Grade, Outcome

TEMPLATES = Path(__file__).parent / "templates"

View = Literal["student", "instructor"]
_MARKS = {Outcome.PASSED: "passed", Outcome.FAILED: "failed", Outcome.NOT_JUDGED: "unjudged"}


def page(
    document: dict[str, Any],
    *,
    view: View,
    sources: Mapping[str, str],
    template: str = "page.html",
    standing: Standing | None = None,
    tools: Tools | None = None,
) -> str:
    """The page of a result document; `sources` are the submission's files as text, by name.

    `tools` are those of whoever ran the check, for the commands to run next; none where the page
    is for somebody else. `standing` is what a folder of grades knows of it.

    A student's page tells of a hidden check its outcome and points alone, and has no notes on
    protection and tampering.

    Raises:
        ValueError: the document is of another schema or lacks a field.
    """
    instructor, known = view == "instructor", standing or Standing()
    grade = Grade.from_json(document) if instructor else told(Grade.from_json(document))
    unread = unreadable(grade) is not None
    return self_contained(
        TEMPLATES,
        template,
        style="page.css",
        grade=grade,
        instructor=instructor,
        student=known.student,
        total=_total(grade, known),
        exercises=[
            _exercise(exercise, sources, instructor, known, unread=unread)
            for exercise in grade.exercises
        ],
        steps=_timeline(grade, instructor),
        curve=_curve(grade),
        following=_following(grade, tools),
        unread=unread,
        folder=tools.folder if tools else "",
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What a folder of grades knows of a submission: whose it is, and the points that count.

    `decided` has points and reason of what was set by hand, by `exercise` or `exercise/check`.
    """

    student: str = ""
    final: float | None = None
    decided: Mapping[str, tuple[float, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Total:
    """The points that count, and what they come of: what was asked for, and what is on top."""

    score: float
    most: float
    bonus: float
    most_bonus: float
    counts: float

    @property
    def share(self) -> float:
        return min(self.counts / self.most, 1.0) if self.most else 0.0

    @property
    def other(self) -> bool:
        """Whether lateness, a cap or a person made other points of those of the checks."""
        return abs(self.counts - self.score - self.bonus) > 1e-6


@dataclass(frozen=True, slots=True)
class CheckPart:
    """One line of an exercise; evidence only where it may be seen."""

    mark: str
    title: str
    hidden: bool
    check: CheckResult
    evidence: tuple[Evidence, ...]
    said: str = ""

    @property
    def follows(self) -> bool:
        """Whether it fails by a mistake that another check stands for."""
        return self.check.follows_from is not None


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A finding with the student's code around its line, and the catalogue's words on it."""

    finding: Finding
    message: str
    warning: bool
    code: tuple[CodeLine, ...]
    entry: Misconception | None


@dataclass(frozen=True, slots=True)
class ExercisePart:
    """An exercise; one that was not begun is a single line.

    `comments` are what a person said who set points by hand.
    """

    exercise: ExerciseResult
    anchor: str
    mark: str
    untouched: str
    points: float
    comments: tuple[str, ...]
    findings: tuple[FindingPart, ...]
    checks: tuple[CheckPart, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """The timeline; where the exercise passed, nothing of it is marked as wrong.

    `bare`: the learner's own calls alone, for what is missing among them is the cure.
    """

    timeline: Timeline
    marked: bool
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Following:
    """The next step: which exercise, what to do about it, and what helps with that."""

    exercise: ExerciseResult
    advice: str
    tool: Tool | None


def _total(grade: Grade, known: Standing) -> Total:
    bonus = [e for e in grade.exercises if e.bonus]
    score = sum(e.score for e in grade.exercises if not e.bonus)
    most_bonus = sum(e.max_score for e in bonus)
    more = sum(e.score for e in bonus)
    counts = score + more if known.final is None else known.final
    return Total(score, grade.max_score, more, most_bonus, round(counts, 6))


def _exercise(
    exercise: ExerciseResult,
    sources: Mapping[str, str],
    instructor: bool,
    known: Standing,
    *,
    unread: bool,
) -> ExercisePart:
    """One exercise; where nothing could be read there is nothing to say of single checks."""
    begun = not untouched(exercise)
    checks = exercise.checks if begun and not unread else ()
    mark = _MARKS[outcome_of(exercise)]
    decided = {about: known.decided.get(about) for about in _abouts(exercise)}
    whole = decided[exercise.id]
    return ExercisePart(
        exercise,
        anchor="exercise-" + (re.sub(r"[^a-z0-9]+", "-", exercise.id.lower()) or "x"),
        mark=mark if begun or not exercise.bonus else "open",
        untouched="" if begun else untouched_line(exercise),
        points=exercise.score if whole is None else whole[0],
        comments=tuple(said[1] for said in decided.values() if said),
        findings=tuple(_finding(f, sources) for f in exercise.findings) if begun else (),
        checks=tuple(_check(check, instructor) for check in checks),
        printed=printed_in(exercise),
    )


def _abouts(exercise: ExerciseResult) -> list[str]:
    """What a person may have set points of."""
    checks = dict.fromkeys([*(check.id for check in exercise.checks), *(exercise.answers or ())])
    return [exercise.id, *(f"{exercise.id}/{check}" for check in checks)]


def _check(check: CheckResult, instructor: bool) -> CheckPart:
    # SECURITY: what a hidden check is about never reaches a page that its student may read.
    seen = instructor or shown(check)
    failed = check.outcome is Outcome.FAILED
    facts = [e.fact for e in check.evidence if e.fact] if seen and failed else []
    return CheckPart(
        "open" if check.follows_from is not None else _MARKS[check.outcome],
        flat(check.title) if seen else title_of(check),
        hidden=not shown(check),
        check=check,
        evidence=check.evidence if seen and failed else (),
        said="".join(map(as_sentence, facts[:1])),
    )


def _finding(finding: Finding, sources: Mapping[str, str]) -> FindingPart:
    entries = sorted(by_code().get(finding.code, ()), key=lambda e: e.hint != finding.hint)
    entry = next(iter(entries), None)
    warning = finding.severity is Severity.WARNING
    code = excerpt(finding, sources)
    return FindingPart(finding, _message(finding, code), warning, code, entry)


def _message(finding: Finding, code: tuple[CodeLine, ...]) -> str:
    """The message; without the line and the caret at its end where the line itself is shown."""
    lines = finding.message.split("\n")
    pointed = bool(code) and lines[-1].strip() == "^"
    return "\n".join(lines[:-2] if pointed else lines)


def _timeline(grade: Grade, instructor: bool) -> TimelinePart | None:
    steps = timeline_of(grade.trace)
    if steps is None or (len(steps.columns) == 1 and steps.fits):  # one call has no order
        return None
    failed = any(e.id == steps.exercise and bool(errors_of(e)) for e in grade.exercises)
    # Whatever is not right yet may lack just that call which a right loop has here.
    required = (e for e in grade.exercises if not e.bonus)
    if not instructor and (failed or any(outcome_of(e) is Outcome.FAILED for e in required)):
        return TimelinePart(steps.observed, marked=False, bare=True)
    return TimelinePart(steps, failed)


def _curve(grade: Grade) -> Any:
    """The losses of the training whose metrics come first."""
    training = grade.training
    if training is None:
        return None
    titles = (metrics.name for metrics in training.metrics)
    return curve_of(training.loss, training.reference_loss, next(titles, "your training"))


def _following(grade: Grade, tools: Tools | None) -> Following | None:
    """The first required exercise that failed, else a bonus that did."""
    bonus = [e for e in grade.exercises if e.bonus and outcome_of(e) is Outcome.FAILED]
    failed = first_failed(grade) or next(iter(bonus if grade.passed else ()), None)
    tool = tool_for(tools, failed, grade.trace)
    return None if failed is None else Following(failed, advice(failed), tool)
