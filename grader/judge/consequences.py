"""One cause, one failed check: of the others it is said from which mistake they follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.course.shipped import CourseFolder
from grader.examiner.examiner import Examiner
from grader.findings.catalogue import by_code
from grader.judge.diagnosis import Named
from grader.results.finding import Severity
from grader.results.verdict import CheckResult, Outcome, Visibility


def with_consequences(
    checks: tuple[CheckResult, ...], examiner: Examiner, named: Sequence[Named]
) -> tuple[CheckResult, ...]:
    """The checks of an exercise; those that fail by a mistake that another one stands for say so.

    A question that is answered wrong is a mistake of its own.
    """
    errors = [n for n in named if n.finding.severity is Severity.ERROR and n.scene]
    if not errors:
        return checks
    scenes = _scenes_of(examiner)
    standing: dict[str, str] = {}
    for error in errors:
        aspects = _aspects(examiner.folder, error.finding.code)
        found = [
            check
            for check in checks
            if check.outcome is Outcome.FAILED
            and check.id not in standing
            and error.scene in scenes.get(check.id, ())
        ]
        if found:
            chosen = min(found, key=lambda check: _distance(check, aspects))
            standing[chosen.id] = error.finding.code
    return tuple(
        check
        if check.outcome is not Outcome.FAILED or check.id in standing or not standing
        else replace(check, follows_from=_cause(scenes.get(check.id, ()), errors))
        for check in checks
    )


def _distance(check: CheckResult, aspects: frozenset[str]) -> tuple[bool, bool]:
    """How far a check is from showing a mistake: a visible one is nearer, one about it as well."""
    about = not aspects or any(e.aspect in aspects for e in check.evidence[:1])
    return check.visibility is Visibility.HIDDEN, not about


def _cause(scenes: Sequence[str], errors: Sequence[Named]) -> str:
    """The mistake that was named in one of these scenes, else the first."""
    return next((n for n in errors if n.scene in scenes), errors[0]).finding.code


def _scenes_of(examiner: Examiner) -> Mapping[str, list[str]]:
    """The scenes in which each check saw something wrong."""
    scenes: dict[str, list[str]] = {}
    for record in examiner.records:
        if not record.right:
            scenes.setdefault(record.check, []).append(record.work.scene)
    return scenes


def _aspects(folder: CourseFolder, code: str) -> frozenset[str]:
    """What the entries of a code are about; nothing where one of them says nothing of that."""
    found = by_code(folder).get(code, [])
    return frozenset(aspect for entry in found for aspect in entry.aspects)
