"""How an exercise stood at its last check, and what was found in it, as that is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from grader.results.finding import Finding, Severity
from grader.results.verdict import ExerciseResult, Outcome

# Findings of a file that is not what it should be at the moment: nothing in it can be judged.
UNGRADABLE = frozenset({"syntax-error"})
# Findings of a path at which there is no work of anybody's.
ELSEWHERE = frozenset({"unreadable-submission", "missing-file"})


@dataclass(frozen=True, slots=True)
class Noted:
    """What is remembered of a finding: what it said of a learner's own work, and where."""

    code: str
    hint: str
    file: str
    line: int | None
    message: str
    experiment: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one exercise stood at its last check; the finding's words are empty without one.

    `stood` says that it had passed when it could be read for the last time: a file that is no
    Python any more is not gradable yet, and takes nothing away. `more` are the findings beside the
    one that stands here, warnings too.
    """

    passed: bool
    bonus: bool = False
    code: str = ""
    hint: str = ""
    file: str = ""
    line: int | None = None
    stood: bool = False
    message: str = ""
    experiment: str = ""
    more: tuple[Noted, ...] = ()

    @property
    def ungradable(self) -> bool:
        """Whether its file could not be read as what it is."""
        return self.code in UNGRADABLE


def standing_after(result: ExerciseResult, before: Standing | None) -> Standing:
    """How an exercise stands after a check, where it stood like that before."""
    first = next((f for f in result.findings if f.severity is Severity.ERROR), None)
    more = tuple(_noted(f) for f in result.findings if f is not first)
    if first is None:
        return Standing(result.passed, result.bonus, more=more)
    stood = before is not None and (before.passed or before.stood) and first.code in UNGRADABLE
    return Standing(result.passed, result.bonus, stood=stood, more=more, **asdict(_noted(first)))


def _noted(finding: Finding) -> Noted:
    return Noted(
        finding.code, finding.hint, finding.file or "", finding.line, finding.message,
        finding.experiment,
    )  # fmt: skip


def is_elsewhere(results: Sequence[ExerciseResult]) -> bool:
    """Whether nothing of what was looked for is there: another path was meant."""
    codes = [{finding.code for finding in result.findings} for result in results]
    return bool(codes) and all(found and found <= ELSEWHERE for found in codes)


def was_judged(result: ExerciseResult) -> bool:
    """Whether nothing of our own kept one of its checks from being judged."""
    return all(check.outcome is not Outcome.NOT_JUDGED for check in result.checks)


def standing_read(each: dict[str, Any]) -> Standing:
    """A standing as it was written down. Raises: TypeError."""
    more = tuple(Noted(**one) for one in each.get("more", ()))
    return Standing(**{**each, "more": more})
