"""What a learner is told of a grade: of predictions how many hold, and not which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.results.finding import Finding
from grader.results.verdict import CheckResult, ExerciseResult, Grade, Outcome, Visibility


def told(grade: Grade) -> Grade:
    """A grade as its learner is told of it; the document has all of it."""
    return replace(grade, exercises=tuple(map(as_told, grade.exercises)))


def as_told(exercise: ExerciseResult) -> ExerciseResult:
    """An exercise as its learner is told of it.

    Where some predictions do not hold, all of them are one check, which says how many do. Once
    every question has an answer, one that does not hold is named: there may be an experiment.
    """
    answers = exercise.answers or {}
    asked = [c for c in exercise.checks if c.id in answers and c.visibility is Visibility.VISIBLE]
    if all(check.outcome is not Outcome.FAILED for check in asked):
        return exercise
    whole = all(answers.values())
    others = tuple(check for check in exercise.checks if check not in asked)
    findings = tuple(_findings(exercise.findings, whole=whole))
    return replace(exercise, checks=(_as_one(asked, whole=whole), *others), findings=findings)


def _as_one(asked: Sequence[CheckResult], *, whole: bool) -> CheckResult:
    held = sum(check.passed for check in asked)
    later = "" if whole else "; once all are answered, one of the others is looked at in each check"
    return CheckResult(
        id="predictions",
        title=f"{held} of {len(asked)} predictions hold{later}.",
        outcome=Outcome.FAILED,
        score=round(sum(check.score for check in asked), 6),
        max_score=round(sum(check.max_score for check in asked), 6),
    )


def _findings(findings: Sequence[Finding], *, whole: bool) -> list[Finding]:
    """Those that give no answer away, and one that does not hold."""
    wrong = [finding for finding in findings if finding.check]
    return [f for f in findings if not f.check] + (wrong[:1] if whole else [])
