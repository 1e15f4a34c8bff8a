"""Points: what its checks' outcomes make of an exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.course.course import CheckItem, Exercise
from grader.results.finding import Finding
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one check, before points; `trouble` is our own traceback."""

    outcome: Outcome
    title: str
    evidence: tuple[Evidence, ...] = ()
    trouble: str = ""


def result_of(
    exercise: Exercise,
    reports: Mapping[str, Report],
    findings: tuple[Finding, ...] = (),
    note: str = "",
) -> ExerciseResult:
    """Outcomes times points; a check without a report could not be judged."""
    checks = tuple(
        _result(name, item, reports.get(name, Report(Outcome.NOT_JUDGED, name)))
        for name, item in exercise.checks.items()
    )
    return ExerciseResult(exercise.id, exercise.title, checks, findings, exercise.bonus, note)


def _result(name: str, item: CheckItem, report: Report) -> CheckResult:
    score = item.points if report.outcome is Outcome.PASSED else 0.0
    return CheckResult(
        name, report.title, report.outcome, score, item.points, item.visibility, report.evidence
    )
