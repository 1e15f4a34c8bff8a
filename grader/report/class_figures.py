"""What a class did, counted: scores, misconceptions, checks, times, and who needs a look."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Any, Self

from grader.report.histogram import Bar, score_bars, time_bars
from grader.results.classbook import Entry
from grader.results.csv_cells import plain
from grader.results.harmless import as_word
from grader.results.names import legible


@dataclass(frozen=True, slots=True)
class Row:
    """One student, or one submission of nobody known; `page` is the name of the feedback page."""

    name: str
    key: str
    section: str
    status: str
    final: float | None
    late_days: float
    attempt: int
    seconds: float | None
    codes: tuple[str, ...]
    override: str
    identical_to: tuple[str, ...]
    notes: tuple[str, ...]
    unreadable: str
    why: str
    page: str
    submission: str
    looks: tuple[str, ...]

    @property
    def argument(self) -> str:
        """Its id as a shell wants it."""
        return as_word(self.key)

    @property
    def undecided(self) -> bool:
        """Whether a person has to choose between this and another submission."""
        return self.status == "to choose"

    @property
    def standing(self) -> str:
        """The status in the words in which somebody would look for it."""
        if self.status == "graded" and self.unreadable:
            return "nothing could be read"
        return "handed in nothing" if self.status == "missing" else self.status


@dataclass(frozen=True, slots=True)
class Place:
    """Where one student's misconception was seen."""

    name: str
    page: str
    exercise: str
    place: str


@dataclass(frozen=True, slots=True)
class Misconception:
    """A finding by the number of students who have it; a warning cost nobody points."""

    code: str
    warning: bool
    students: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class CheckRate:
    """How many passed a check, of those for whom it could be judged."""

    exercise: str
    title: str
    hidden: bool
    passed: int
    judged: int
    unjudged: int

    @property
    def share(self) -> float:
        return self.passed / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Points:
    """The final points of those who have any, and what is in their middle."""

    finals: tuple[float, ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        return cls(tuple(row.final for row in rows if row.final is not None))

    @property
    def mean(self) -> float:
        return mean(self.finals) if self.finals else 0.0

    @property
    def median(self) -> float:
        return median(self.finals) if self.finals else 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """The students of one section: how many, the points of those who have any, what they believe.

    `code` is the finding that most of them have, and `having` how many do.
    """

    name: str
    students: int
    points: Points
    code: str
    having: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the class page shows."""

    course: str
    title: str
    dataset: str
    max_score: float
    rows: tuple[Row, ...]
    misconceptions: tuple[Misconception, ...]
    checks: tuple[CheckRate, ...]
    scores: tuple[Bar, ...]
    times: tuple[Bar, ...]
    counting: int
    sections: tuple[Section, ...] = ()

    @property
    def points(self) -> Points:
        return Points.of(self.rows)

    @property
    def seconds(self) -> list[float]:
        return [row.seconds for row in self.rows if row.seconds is not None]

    def of_status(self, status: str) -> list[Row]:
        """The rows that are `graded`, `missing` or `not judged`."""
        return [row for row in self.rows if row.status == status]


@dataclass(slots=True)
class _Tally:
    rows: list[Row] = field(default_factory=list)
    places: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    students: Counter[str] = field(default_factory=Counter)
    warnings: set[str] = field(default_factory=set)
    outcomes: dict[tuple[str, str, bool], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    about: Mapping[str, Any] = field(default_factory=dict)
    counting: int = 0


def figures(entries: Iterable[Entry], pages: Mapping[str, str]) -> Figures:
    """Count a class, one entry in memory at a time; `pages` names the feedback page of a key."""
    tally = _Tally()
    for entry in entries:
        row = _row(entry, pages)
        tally.rows.append(row)
        if entry.document is not None and entry.counts:
            tally.about = tally.about or {
                name: entry.document.get(name, "")
                for name in ("course", "title", "dataset", "max_score")
            }
            _count(tally, entry.document, row)
            tally.counting += 1
    about = tally.about
    most = float(about.get("max_score") or 100)
    times = [row.seconds for row in tally.rows if row.seconds is not None]
    return Figures(
        course=str(about.get("course", "")),
        title=str(about.get("title") or about.get("course", "")),
        dataset=str(about.get("dataset", "")),
        max_score=most,
        rows=tuple(tally.rows),
        misconceptions=tuple(
            Misconception(code, code in tally.warnings, count, tuple(tally.places[code]))
            for code, count in sorted(tally.students.items(), key=lambda c: (-c[1], c[0]))
        ),
        checks=tuple(_rate(check, counted) for check, counted in tally.outcomes.items()),
        scores=score_bars(Points.of(tally.rows).finals, most),
        times=time_bars(times),
        counting=tally.counting,
        sections=_sections(tally.rows),
    )


def _sections(rows: Iterable[Row]) -> tuple[Section, ...]:
    """The sections by name; none where the roster tells of fewer than two."""
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.status != "not chosen":
            members[row.section].append(row)
    if len(members) < 2:
        return ()
    return tuple(_section(name, members[name]) for name in sorted(members))


def _section(name: str, rows: list[Row]) -> Section:
    codes = Counter(code for row in rows for code in row.codes)
    code, having = min(codes.items(), key=lambda c: (-c[1], c[0]), default=("", 0))
    return Section(name, len(rows), Points.of(rows), code, having)


def _row(entry: Entry, pages: Mapping[str, str]) -> Row:
    document = entry.document or {}
    codes = dict.fromkeys(
        finding["code"]
        for exercise in document.get("exercises", ())
        for finding in exercise["findings"]
        if finding["severity"] == "error"
    )
    return Row(
        name=plain(entry.name) or "(no name)",
        key=legible(entry.key),
        section=plain(entry.student.section) if entry.student else "",
        status=entry.status,
        final=entry.final,
        late_days=entry.late_days,
        attempt=entry.attempt,
        seconds=float(document["seconds"]) if document else None,
        codes=tuple(codes),
        override=entry.override_note,
        identical_to=tuple(map(legible, entry.identical_to)),
        notes=entry.remarks,
        unreadable=entry.unreadable,
        why=_why(entry) if entry.status == "not judged" else "",
        page=pages.get(entry.own_key, "") if document else "",
        submission=legible(entry.submission),
        looks=entry.needs_look,
    )


def _why(entry: Entry) -> str:
    """What the grader has to say for itself, else which checks it could not judge."""
    document = entry.document or {}
    unjudged = [
        f"{exercise['id']}: {check['title']}"
        for exercise in document.get("exercises", ())
        for check in exercise["checks"]
        if check["outcome"] == "not judged"
    ]
    more = f" (and {len(unjudged) - 1} more)" if len(unjudged) > 1 else ""
    checks = f"not judged: {unjudged[0]}{more}" if unjudged else ""
    return ". ".join(filter(None, (str(document.get("error", "")), checks))) or "no result"


def _count(tally: _Tally, document: Mapping[str, Any], row: Row) -> None:
    seen = set()
    for exercise in document["exercises"]:
        for check in exercise["checks"]:
            hidden = check["visibility"] != "visible"
            tally.outcomes[exercise["id"], check["title"], hidden][check["outcome"]] += 1
        for finding in exercise["findings"]:
            code, line = finding["code"], finding["line"]
            where = (finding["file"] or "") + (f":{line}" if line else "")
            tally.places[code].append(Place(row.name, row.page, exercise["id"], where))
            if finding["severity"] == "warning":
                tally.warnings.add(code)
            seen.add(code)
    tally.students.update(seen)


def _rate(check: tuple[str, str, bool], counted: Counter[str]) -> CheckRate:
    exercise, title, hidden = check
    passed, unjudged = counted["passed"], counted["not judged"]
    return CheckRate(exercise, title, hidden, passed, counted.total() - unjudged, unjudged)
