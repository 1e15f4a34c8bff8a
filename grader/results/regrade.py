"""What a regrade changes: who wins and who loses how many points, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from grader.results.classbook import Entry
from grader.results.csv_cells import number
from grader.results.names import legible


@dataclass(frozen=True, slots=True)
class CheckChange:
    """A check whose outcome or points changed; empty where a side does not have the check."""

    id: str
    before: str
    after: str
    points: float


@dataclass(frozen=True, slots=True)
class ExerciseChange:
    """An exercise whose points, checks or findings changed; points are None where not judged."""

    id: str
    before: float | None
    after: float | None
    checks: tuple[CheckChange, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One student, or one submission of nobody known, before and after.

    `left_behind` are the decisions by hand about which there is none afterwards.
    """

    key: str
    name: str
    before: float | None
    after: float | None
    reasons: tuple[str, ...]
    exercises: tuple[ExerciseChange, ...]
    left_behind: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """What is won (or lost, below 0); nothing where a side has no score."""
        if self.before is None or self.after is None:
            return 0.0
        return round(self.after - self.before, 6)

    def to_json(self) -> dict[str, Any]:
        """The change for programs."""
        return {**asdict(self), "points": self.points}


@dataclass(frozen=True, slots=True)
class _Check:
    outcome: str
    score: float


@dataclass(frozen=True, slots=True)
class _Exercise:
    points: float | None
    checks: Mapping[str, _Check]
    findings: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is compared of an entry: small, so that a large class fits into memory."""

    name: str
    final: float | None
    status: str
    submission: str
    facts: Mapping[str, str]
    exercises: Mapping[str, _Exercise]
    decided: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The entries that changed, how many did not; losses first, then wins, then the rest."""

    changes: tuple[Change, ...]
    unchanged: int


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> Comparison:
    """Compare two gradings of a class; how long it took and in which order count for nothing."""
    before, after = _standings(old), _standings(new)
    pairs = ((key, before.get(key), after.get(key)) for key in {**before, **after})
    changes = [_change(key, one, other) for key, one, other in pairs if one != other]
    ordered = tuple(sorted(changes, key=lambda c: (not c.points, c.points, c.name, c.key)))
    return Comparison(ordered, len({**before, **after}) - len(ordered))


def _standings(entries: Iterable[Entry]) -> dict[str, _Standing]:
    """By student; of several submissions the one that counts, or that none does."""
    found: dict[str, _Standing] = {}
    for entry in entries:
        if entry.status != "not chosen":
            found[entry.key] = _standing(entry)
    return found


def _standing(entry: Entry) -> _Standing:
    if not entry.counts:
        names = " or ".join(map(legible, sorted((entry.submission, *entry.rivals))))
        return _Standing(entry.name, None, entry.status, names, {}, {}, _decided(entry))
    document = entry.document or {}
    exercises = {e["id"]: e for e in document.get("exercises", ())}
    points = entry.exercises
    return _Standing(
        name=entry.name,
        final=entry.final,
        status=entry.status,
        submission=legible(entry.submission),
        facts={
            "penalty": f"{number(entry.penalty * 100)} %",
            "set by hand": entry.override_note or "nothing",
            "attempt": str(entry.attempt),
            "dataset": str(document.get("dataset", "none")),
            "full points": number(entry.max_score),
        },
        exercises={
            name: _exercise(points.get(name), exercises.get(name, {}))
            for name in {**exercises, **points}
        },
        decided=_decided(entry),
    )


def _decided(entry: Entry) -> dict[str, str]:
    """What a person decided, by what it is about."""
    chosen = {"choice": entry.choice.words} if entry.choice else {}
    return {f"points {o.about}": o.words for o in entry.overrides} | chosen


def _exercise(points: float | None, document: Mapping[str, Any]) -> _Exercise:
    checks = {c["id"]: _Check(c["outcome"], c["score"]) for c in document.get("checks", ())}
    findings = frozenset(map(_finding, document.get("findings", ())))
    return _Exercise(points, checks, findings)


def _finding(finding: Mapping[str, Any]) -> str:
    line = f":{finding['line']}" if finding["line"] else ""
    return f"{finding['code']} {finding['file'] or ''}{line}".strip()


_NOBODY = _Standing("", None, "not in it", "", {}, {}, {})


def _change(key: str, one: _Standing | None, other: _Standing | None) -> Change:
    before, after = one or _NOBODY, other or _NOBODY
    names = {**before.exercises, **after.exercises}
    nothing = _Exercise(None, {}, frozenset())
    exercises = (
        (name, before.exercises.get(name, nothing), after.exercises.get(name, nothing))
        for name in names
    )
    return Change(
        key=key,
        name=after.name or before.name,
        before=before.final,
        after=after.final,
        reasons=tuple(_reasons(before, after)),
        # Where nobody was, every check of the other side would be told as a change.
        exercises=tuple(_exercise_change(*e) for e in exercises if e[1] != e[2] and one and other),
        left_behind=tuple(
            words for about, words in before.decided.items() if about not in after.decided
        ),
    )


def _reasons(before: _Standing, after: _Standing) -> Iterator[str]:
    """What changed besides the checks."""
    if before.status != after.status:
        yield f"was {before.status}, now {after.status}"
    if before.submission != after.submission and before.submission and after.submission:
        yield f"another submission: {before.submission}, now {after.submission}"
    for name in before.facts.keys() & after.facts.keys():
        if before.facts[name] != after.facts[name]:
            yield f"{name}: {before.facts[name]}, now {after.facts[name]}"


def _exercise_change(name: str, before: _Exercise, after: _Exercise) -> ExerciseChange:
    checks = (
        CheckChange(check, one.outcome, other.outcome, round(other.score - one.score, 6))
        for check in {**before.checks, **after.checks}
        if (one := before.checks.get(check, _NO_CHECK))
        != (other := after.checks.get(check, _NO_CHECK))
    )
    return ExerciseChange(
        name,
        before.points,
        after.points,
        tuple(checks),
        came=tuple(sorted(after.findings - before.findings)),
        went=tuple(sorted(before.findings - after.findings)),
    )


_NO_CHECK = _Check("", 0.0)
