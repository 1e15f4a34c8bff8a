"""The frozen values that a grading ends in, and their JSON form.

The document is the contract's (schema 1): see docs/results.md. Everything a report shows is
in here, so that reports need neither torch nor the judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Self

from grader.results.finding import Finding
from grader.results.harmless import clean
from grader.results.trained import Training
from grader.results.version import grader_version

SCHEMA = 1


class Outcome(StrEnum):
    """What became of a check; `NOT_JUDGED` is our own failure and never a student's zero."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_JUDGED = "not judged"


class Visibility(StrEnum):
    """Whether students may see the name and the details of a check."""

    VISIBLE = "visible"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison that failed: what was compared, both sides as text, and the tolerance.

    `fact` says it in a sentence of a learner's words, empty where the two sides say it themselves;
    `nature` is what of that a program may go by: the shapes differ, or nothing was returned.
    """

    what: str
    expected: str
    got: str
    tolerance: str = ""
    aspect: str = ""
    nature: Literal["", "shape", "nothing"] = ""
    fact: str = ""

    @property
    def plain(self) -> str:
        """What a learner reads first, without a full stop."""
        return self.fact or f"{self.what}: {self.got}, where {self.expected} is asked for"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check; `title` is the line that the student reads.

    `follows_from` is the code of the mistake that it fails by, where another check stands for that.
    `printed` are the last lines that the learner's code printed in a visible one.
    """

    id: str
    title: str
    outcome: Outcome
    score: float
    max_score: float
    visibility: Visibility = Visibility.VISIBLE
    evidence: tuple[Evidence, ...] = ()
    follows_from: str | None = None
    printed: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """All checks and findings of one exercise; `note` tells of a consequence, if there is one.

    Of an exercise that asks for predictions, `answers` are the learner's by the check that asks,
    and `explanation` is what they wrote in words of their own; both are None of any other one.
    `changed_answers` counts the answers that were another word at an earlier check.
    """

    id: str
    title: str
    checks: tuple[CheckResult, ...]
    findings: tuple[Finding, ...] = ()
    bonus: bool = False
    note: str = ""
    answers: Mapping[str, str] | None = None
    explanation: str | None = None
    changed_answers: int = 0

    @property
    def score(self) -> float:
        return round(sum(check.score for check in self.checks), 6)

    @property
    def max_score(self) -> float:
        return round(sum(check.max_score for check in self.checks), 6)

    @property
    def passed(self) -> bool:
        return bool(self.checks) and all(check.passed for check in self.checks)


@dataclass(frozen=True, slots=True)
class Grade:
    """The whole result of grading one submission.

    `protection` names the seals that were on, and those that were off with the reason; `level`
    is what they come to (none, limits, sealed). `needs_look` says why a person should look at what
    was handed in, if one should; `tamper` what the code tried that right code does not: a note for
    the instructor, never a part of the score or of a student's report. `title` is the course's, for
    people; `grader` is the version that made it, empty where that is not known; `course_format` and
    `course_digest` are of the course's record, its solutions and all that its author wrote.
    """

    course: str
    submission: str
    dataset: str
    exercises: tuple[ExerciseResult, ...]
    trace: tuple[dict[str, Any], ...] = ()
    training: Training | None = None
    notes: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0
    protection: tuple[str, ...] = ()
    level: str = ""
    tamper: tuple[str, ...] = ()
    grader: str = field(default_factory=grader_version)
    needs_look: tuple[str, ...] = ()
    course_format: int = 1
    course_digest: str = ""
    title: str = ""

    @property
    def status(self) -> str:
        """`failed` when the grader itself could not finish; never the student's fault."""
        unjudged = any(c.outcome is Outcome.NOT_JUDGED for e in self.exercises for c in e.checks)
        return "failed" if self.error or unjudged else "graded"

    @property
    def score(self) -> float:
        return round(sum(exercise.score for exercise in self.exercises), 6)

    @property
    def max_score(self) -> float:
        """The sum over the required exercises: bonus points come on top."""
        return round(sum(e.max_score for e in self.exercises if not e.bonus), 6)

    @property
    def passed(self) -> bool:
        """Every required check passed (those of the bonus where nothing else was asked for)."""
        required = [e for e in self.exercises if not e.bonus] or list(self.exercises)
        return self.status == "graded" and all(exercise.passed for exercise in required)

    def to_json(self) -> dict[str, Any]:
        """The document of the contract, ready for `json.dumps`; a learner's words are harmless."""
        return {
            "schema": SCHEMA,
            **_plain(self, "grader", "course", "title", "course_format", "course_digest"),
            **_plain(self, "submission", "dataset", "status", "score", "max_score"),
            "exercises": [_exercise_to_json(exercise) for exercise in self.exercises],
            "trace": [
                {k: clean(v) if isinstance(v, str) else v for k, v in event.items()}
                for event in self.trace
            ],
            "training": None if self.training is None else self.training.to_json(),
            "notes": [*map(clean, self.notes)],
            "needs_look": [*map(clean, self.needs_look)],
            "error": clean(self.error),
            "protection": list(self.protection),
            "level": self.level,
            "tamper": [clean(note) for note in self.tamper],
            "seconds": round(self.seconds, 3),
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """Read back what `to_json` wrote.

        Raises:
            ValueError: the document is of another schema or lacks a field.
        """
        if document.get("schema") != SCHEMA:
            raise ValueError(f"schema {document.get('schema')!r}: this version reads {SCHEMA}")
        # Earlier versions did not say these, and 0.1.0 not even which one it was.
        later = ("grader", "error", "level", "course_format", "course_digest", "title")
        lists = ("notes", "protection", "tamper", "needs_look")
        try:
            said: dict[str, Any] = {"grader": ""} | {n: document[n] for n in later if n in document}
            said |= {n: tuple(document[n]) for n in lists if n in document}
            return cls(
                **{name: document[name] for name in ("course", "submission", "dataset", "seconds")},
                exercises=tuple(map(_exercise_from_json, document["exercises"])),
                trace=tuple(document["trace"]),
                training=document["training"] and Training.from_json(document["training"]),
                **said,
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"the result document lacks or misuses a field: {error}") from None


def _plain(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


_OF_ANSWERS = ("answers", "explanation", "changed_answers")


def _exercise_to_json(exercise: ExerciseResult) -> dict[str, Any]:
    answers = {name: clean(answer) for name, answer in (exercise.answers or {}).items()}
    words = {"answers": answers, "explanation": clean(exercise.explanation or ""),
             "changed_answers": exercise.changed_answers}  # fmt: skip
    return {
        **_plain(exercise, "id", "title", "bonus", "score", "max_score", "passed", "note"),
        **({} if exercise.answers is None else words),
        "checks": [_check_to_json(check) for check in exercise.checks],
        "findings": [finding.to_json() for finding in exercise.findings],
    }


def _check_to_json(check: CheckResult) -> dict[str, Any]:
    return {
        **_plain(check, "id", "title"),
        "outcome": check.outcome.value,
        **_plain(check, "passed", "score", "max_score"),
        "visibility": check.visibility.value,
        "follows_from": check.follows_from,
        **({"printed": list(check.printed)} if check.printed else {}),
        "evidence": [
            {
                **{name: clean(getattr(e, name)) for name in ("what", "expected", "got")},
                "tolerance": e.tolerance,
                **({"fact": clean(e.fact)} if e.fact else {}),
            }
            for e in check.evidence
        ],
    }


def _exercise_from_json(document: dict[str, Any]) -> ExerciseResult:
    return ExerciseResult(
        **{name: document[name] for name in ("id", "title", "bonus", "note")},
        **{name: document[name] for name in _OF_ANSWERS if name in document},
        checks=tuple(map(_check_from_json, document["checks"])),
        findings=tuple(map(Finding.from_json, document["findings"])),
    )


def _check_from_json(document: dict[str, Any]) -> CheckResult:
    return CheckResult(
        **{name: document[name] for name in ("id", "title", "score", "max_score")},
        outcome=Outcome(document["outcome"]),
        visibility=Visibility(document["visibility"]),
        follows_from=document.get("follows_from"),
        printed=tuple(document.get("printed", ())),
        evidence=tuple(Evidence(**evidence) for evidence in document["evidence"]),
    )
