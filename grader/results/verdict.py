"""The frozen values that a grading ends in, and their JSON form.

The document is the contract's (schema 1): see docs/results.md. Everything a report shows is
in here, so that reports need neither torch nor the judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Self

from grader.results.harmless import clean
from grader.results.trained import Training
from grader.results.version import grader_version

SCHEMA = 1
CALLS = ("zero_grad", "forward", "loss", "backward", "step")  # of a training step


class Outcome(StrEnum):
    """What became of a check; `NOT_JUDGED` is our own failure and never a student's zero."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_JUDGED = "not judged"


class Visibility(StrEnum):
    """Whether students may see the name and the details of a check."""

    VISIBLE = "visible"
    HIDDEN = "hidden"


class Severity(StrEnum):
    """An error explains lost points; a warning costs none."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One misconception, named: what was observed, a hint, and where it was seen.

    `file` and `line` (1-based) are None where no place can be named; `end_line` is the last one of
    a place that is more than a line. `proven` says that the place was proven: changed there, and
    nowhere else, the code does what it should.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    file: str | None = None
    line: int | None = None
    end_line: int | None = None
    proven: bool = False


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
    """

    id: str
    title: str
    checks: tuple[CheckResult, ...]
    findings: tuple[Finding, ...] = ()
    bonus: bool = False
    note: str = ""
    answers: Mapping[str, str] | None = None
    explanation: str | None = None

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
    is what they come to (none, limits, sealed);
    `needs_look` says why a person should look at what was handed in, if one should;
    `tamper` tells the instructor what the code tried that right code does not: a note, never
    a part of the score or of a student's report. `title` is the course's, for people;
    `grader` is the version that made it, empty where
    that is not known; `course_format` and `course_digest` are the course's: of its record, its
    solutions and all that its author wrote.
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
            "grader": self.grader,
            "course": self.course,
            "title": self.title,
            "course_format": self.course_format,
            "course_digest": self.course_digest,
            "submission": self.submission,
            "dataset": self.dataset,
            "status": self.status,
            "score": self.score,
            "max_score": self.max_score,
            "exercises": [_exercise_to_json(exercise) for exercise in self.exercises],
            "trace": [
                {k: clean(v) if isinstance(v, str) else v for k, v in event.items()}
                for event in self.trace
            ],
            "training": None if self.training is None else self.training.to_json(),
            "notes": [clean(note) for note in self.notes],
            "needs_look": [clean(reason) for reason in self.needs_look],
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
        try:
            return cls(
                course=document["course"],
                submission=document["submission"],
                dataset=document["dataset"],
                exercises=tuple(_exercise_from_json(e) for e in document["exercises"]),
                trace=tuple(document["trace"]),
                training=document["training"] and Training.from_json(document["training"]),
                notes=tuple(document.get("notes", ())),
                error=document.get("error", ""),
                seconds=document["seconds"],
                protection=tuple(document.get("protection", ())),
                level=document.get("level", ""),
                tamper=tuple(document.get("tamper", ())),
                grader=document.get("grader", ""),  # 0.1.0 did not say
                course_format=document.get("course_format", 1),
                course_digest=document.get("course_digest", ""),
                needs_look=tuple(document.get("needs_look", ())),
                title=document.get("title", ""),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"the result document lacks or misuses a field: {error}") from None


def timeline(trace: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names of the five calls in the order in which the first recorded call made them."""
    return tuple(e["event"] for e in first_call(trace))


def first_call(trace: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The events of the first recorded call that are one of the five calls."""
    return [e for e in trace if e.get("call") == 1 and e.get("event") in CALLS]


def _exercise_to_json(exercise: ExerciseResult) -> dict[str, Any]:
    return {
        "id": exercise.id,
        "title": exercise.title,
        "bonus": exercise.bonus,
        "score": exercise.score,
        "max_score": exercise.max_score,
        "passed": exercise.passed,
        "note": exercise.note,
        **_in_own_words(exercise),
        "checks": [_check_to_json(check) for check in exercise.checks],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": clean(finding.message),
                "hint": finding.hint,
                "file": None if finding.file is None else clean(finding.file),
                "line": finding.line,
                **({} if finding.end_line is None else {"end_line": finding.end_line}),
                **({"proven": True} if finding.proven else {}),
            }
            for finding in exercise.findings
        ],
    }


def _check_to_json(check: CheckResult) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "outcome": check.outcome.value,
        "passed": check.passed,
        "score": check.score,
        "max_score": check.max_score,
        "visibility": check.visibility.value,
        "follows_from": check.follows_from,
        **({"printed": list(check.printed)} if check.printed else {}),
        "evidence": [
            {
                "what": clean(e.what),
                "expected": clean(e.expected),
                "got": clean(e.got),
                "tolerance": e.tolerance,
                **({"fact": clean(e.fact)} if e.fact else {}),
            }
            for e in check.evidence
        ],
    }


def _in_own_words(exercise: ExerciseResult) -> dict[str, Any]:
    """What a learner answered and explained, where they were asked to."""
    if exercise.answers is None:
        return {}
    return {
        "answers": {name: clean(answer) for name, answer in exercise.answers.items()},
        "explanation": clean(exercise.explanation or ""),
    }


def _exercise_from_json(document: dict[str, Any]) -> ExerciseResult:
    return ExerciseResult(
        id=document["id"],
        title=document["title"],
        bonus=document["bonus"],
        note=document["note"],
        answers=document.get("answers"),
        explanation=document.get("explanation"),
        checks=tuple(
            CheckResult(
                id=check["id"],
                title=check["title"],
                outcome=Outcome(check["outcome"]),
                score=check["score"],
                max_score=check["max_score"],
                visibility=Visibility(check["visibility"]),
                follows_from=check.get("follows_from"),
                printed=tuple(check.get("printed", ())),
                evidence=tuple(Evidence(**evidence) for evidence in check["evidence"]),
            )
            for check in document["checks"]
        ),
        findings=tuple(
            Finding(**{**finding, "severity": Severity(finding["severity"])})
            for finding in document["findings"]
        ),
    )
