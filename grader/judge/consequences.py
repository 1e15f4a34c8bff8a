"""One cause, one failed check: of the others it is said from which mistake they follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.course.marks import calls_of
from grader.course.shipped import CourseFolder
from grader.examiner.examiner import Examiner
from grader.examiner.record import Record
from grader.findings.catalogue import by_code
from grader.judge.diagnosis import Named, is_the_same
from grader.results.finding import Severity
from grader.results.verdict import CheckResult, Outcome, Visibility


def with_consequences(
    checks: tuple[CheckResult, ...], examiner: Examiner, named: Sequence[Named]
) -> tuple[CheckResult, ...]:
    """The checks of an exercise; those that fail by a mistake that another one stands for say so.

    A question that is answered wrong is a mistake of its own, and so is what rests on nothing that
    was named.
    """
    errors = [n for n in named if n.finding.severity is Severity.ERROR and n.scene]
    played = {check.id: _plays_of(examiner, check.id) for check in checks}
    standing: dict[str, str] = {}
    for error in errors:
        aspects = _aspects(examiner.folder, error.finding.code)
        found = [
            check
            for check in checks
            if check.outcome is Outcome.FAILED
            and check.id not in standing
            and error.scene in {record.work.scene for record in played[check.id]}
        ]
        if found:
            chosen = min(found, key=lambda check: _distance(check, aspects))
            standing[chosen.id] = error.finding.code
    return tuple(
        check
        if check.outcome is not Outcome.FAILED or check.id in standing or not standing
        else replace(check, follows_from=_cause(played[check.id], errors, examiner))
        for check in checks
    )


def _distance(check: CheckResult, aspects: frozenset[str]) -> tuple[bool, bool]:
    """How far a check is from showing a mistake: a visible one is nearer, one about it as well."""
    about = not aspects or any(e.aspect in aspects for e in check.evidence[:1])
    return check.visibility is Visibility.HIDDEN, not about


def _plays_of(examiner: Examiner, check: str) -> list[Record]:
    """What went wrong in a check; all of it where only the check itself says that it did."""
    played = [record for record in examiner.records if record.check == check]
    return [record for record in played if not record.right] or played


def _cause(played: Sequence[Record], errors: Sequence[Named], examiner: Examiner) -> str | None:
    """The mistake that was named in one of these scenes, else the first that they rest on."""
    scenes = {record.work.scene for record in played}
    for error in sorted(errors, key=lambda error: error.scene not in scenes):
        wrong = [r for r in examiner.records if r.work.scene == error.scene and not r.right]
        if error.scene in scenes or any(
            _rests_on(record, other, examiner.folder) for record in played for other in wrong
        ):
            return error.finding.code
    return None


def _rests_on(record: Record, other: Record, folder: CourseFolder) -> bool:
    """Whether what is wrong in one play is wrong in another one, too."""
    if not record.work.function:
        return True  # a training
    if record.mishap and other.mishap and record.mishap.kind == other.mishap.kind:
        # What is not there is missing for all of the file; errors are each their own.
        return record.mishap.kind != "exception" or is_the_same(record.mishap, other.mishap)
    calls, waiting, known = calls_of(folder), [*record.work.needs], set[str]()
    while waiting:
        if (name := waiting.pop()) not in known:
            known.add(name)
            waiting += calls.get(name, ())
    return not known.isdisjoint(other.work.needs)


def _aspects(folder: CourseFolder, code: str) -> frozenset[str]:
    """What the entries of a code are about; nothing where one of them says nothing of that."""
    found = by_code(folder).get(code, [])
    return frozenset(aspect for entry in found for aspect in entry.aspects)
