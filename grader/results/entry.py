"""What became of one submission, or of a student who handed nothing in, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.results.names import legible
from grader.results.overrides import WHOLE, Choice, Override

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Student:
    """One line of the roster; `lms` holds other systems' ids, e.g. `{"canvas": "1234"}`.

    The names in use there: canvas, sis_user, sis_login, moodle (the ID number), username, github.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    lms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry of the class's folder that became no submission, and why; a link is refused."""

    name: str
    why: str
    refused: bool = False

    @property
    def status(self) -> str:
        return "refused" if self.refused else "left out"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one submission, or of a student who handed nothing in.

    `submission` is the document's, and empty where there is none; `student` is None where the
    roster does not know who it is from. `penalty` is the share of the points that lateness
    costs, in [0, 1]. `identical_to` names submissions with the very same files; `notes` is for
    the instructor. `unreadable` says why a submission has no files, where it has none: it could
    not be opened, or it is empty. `rivals` names this student's other submissions where nothing
    tells which is the last: until one is chosen by hand, none of them counts. `handed_in` names the
    entries of the class's folder that it was made of; where `capped`, a bonus lifts no score above
    the full points.
    """

    student: Student | None
    submission: str
    document: Document | None
    attempt: int = 1
    late_days: float = 0.0
    penalty: float = 0.0
    identical_to: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    unreadable: str = ""
    rivals: tuple[str, ...] = ()
    choice: Choice | None = None
    handed_in: tuple[str, ...] = ()
    capped: bool = False

    @property
    def key(self) -> str:
        """What overrides know this entry by: the student's id, if there is one."""
        return self.student.id if self.student else self.submission

    @property
    def own_key(self) -> str:
        """What pages know this entry by: nobody else's, and no rival's."""
        return self.key if self.counts else f"{self.key}: {self.submission}"

    @property
    def name(self) -> str:
        """What a person would call it."""
        return (self.student.name if self.student else "") or legible(self.key)

    @property
    def chosen(self) -> str:
        """The one that counts of this submission and its rivals; empty until one is chosen."""
        named = self.choice.submission if self.choice else ""
        return named if named in (self.submission, *self.rivals) else ""

    @property
    def counts(self) -> bool:
        """Whether this is what its student is graded by."""
        return not self.rivals or self.chosen == self.submission

    @property
    def missing(self) -> bool:
        """Nothing was handed in."""
        return self.document is None

    @property
    def max_score(self) -> float:
        return float(self.document["max_score"]) if self.document else 0.0

    @property
    def decided(self) -> dict[str, Any]:
        """The document with the points of its checks as they were set by hand, if any were."""
        document = dict(self.document or {})
        by_hand = {o.about: o.score for o in self.overrides if o.check}
        if by_hand:
            document["exercises"] = [_with(e, by_hand) for e in document.get("exercises", ())]
        return document

    @property
    def exercises(self) -> dict[str, float | None]:
        """The points of each exercise, overrides in place; None where it could not be judged."""
        checks = {o.about: o.score for o in self.overrides if o.check}
        graded = {
            e["id"]: _judged_score(e, checks) for e in (self.document or {}).get("exercises", ())
        }
        by_hand = {o.exercise: o.score for o in self.overrides if o.exercise and not o.check}
        return graded | by_hand

    @property
    def score(self) -> float | None:
        """The points before lateness; None where something is missing or could not be judged."""
        points = self.exercises.values()
        if not points or None in points:
            return None
        return round(sum(p for p in points if p is not None), 6)

    @property
    def final(self) -> float | None:
        """The points that count: an override of the whole, else the score less the penalty."""
        if not self.counts:
            return None
        for override in self.overrides:
            if override.exercise == WHOLE:
                return override.score
        if self.score is None:
            return None
        points = round(self.score * (1 - self.penalty), 6)
        return min(points, self.max_score) if self.capped else points

    @property
    def status(self) -> str:
        """`graded`, `missing`, or `not judged`: our failure, never a zero.

        Among rivals also `to choose`, and `not chosen` once another one is.
        """
        if not self.counts:
            return "not chosen" if self.chosen else "to choose"
        if self.final is not None:
            return "graded"
        return "missing" if self.missing else "not judged"

    @property
    def override_note(self) -> str:
        """All that was decided by hand in words, with the reasons."""
        chosen = [self.choice.words] if self.choice and self.chosen else []
        return "; ".join([*chosen, *(override.words for override in self.overrides)])

    @property
    def needs_look(self) -> tuple[str, ...]:
        """Why a person should look at this submission; documents of 0.1.0 do not say."""
        return tuple((self.document or {}).get("needs_look", ()))

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, and what is to be done where nothing tells which submission counts."""
        if self.counts:
            return self.notes
        if self.chosen:
            return (f"{legible(self.chosen)} counts, not this one", *self.notes)
        names = ", ".join(map(legible, sorted((self.submission, *self.rivals))))
        why = f"one of {names}, and nothing tells which is the last: choose one of them with "
        return (why + "`mnist-grade override --choose`", *self.notes)


def title_of(entry: Entry) -> str:
    """What people call the course: its title, or its name where an older version graded."""
    document = entry.document or {}
    return str(document.get("title") or document.get("course", ""))


def _with(exercise: Document, by_hand: Mapping[str, float]) -> dict[str, Any]:
    """An exercise with the points of checks that were set by hand, by `exercise/check`."""
    checks = []
    for check in exercise["checks"]:
        points = by_hand.get(f"{exercise['id']}/{check['id']}")
        passed = points is not None and points >= check["max_score"]
        said = {"score": points, "passed": passed, "outcome": "passed" if passed else "failed"}
        checks.append(check if points is None else {**check, **said})
    score = round(sum(float(check["score"]) for check in checks), 6)
    return {
        **exercise, "checks": checks, "score": score, "passed": all(c["passed"] for c in checks),
    }  # fmt: skip


def _judged_score(exercise: Document, by_hand: Mapping[str, float]) -> float | None:
    """The points of an exercise; `by_hand` holds those of checks, by `exercise/check`."""
    set_by_hand = {c["id"]: by_hand.get(f"{exercise['id']}/{c['id']}") for c in exercise["checks"]}
    judged = all(
        check.get("outcome") != "not judged" or set_by_hand[check["id"]] is not None
        for check in exercise["checks"]
    )
    if not judged:
        return None
    more = sum(
        points - float(check["score"])
        for check in exercise["checks"]
        if (points := set_by_hand[check["id"]]) is not None
    )
    return round(float(exercise["score"]) + more, 6)
