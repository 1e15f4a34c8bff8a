"""What students wrote in words of their own, with the points and the comment that it has by now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.results.csv_cells import cell, number, plain
from grader.results.entry import Entry
from grader.results.names import legible

HEADER = (
    "student", "name", "exercise", "check", "predictions", "most", "points", "comment",
    "explanation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """One explanation: whose, for which check, and what it has by now.

    `predictions` are the points of the other questions of the exercise, of `most_predictions`;
    `points` and `comment` are what counts by now, and empty or None where nobody has read it.
    """

    key: str
    name: str
    page: str
    exercise: str
    check: str
    title: str
    text: str
    predictions: float
    most_predictions: float
    automatic: float
    most: float
    points: float | None
    comment: str

    @property
    def place(self) -> str:
        """What it is sorted by: nothing of its author shows in it."""
        return hashlib.sha256(f"{self.key}\0{self.text}".encode("utf-8", "replace")).hexdigest()

    @property
    def row(self) -> list[str]:
        """Its line in the sheet."""
        said = f"{number(self.predictions)} of {number(self.most_predictions)}"
        return [
            cell(self.key), cell(self.name), cell(self.exercise), cell(self.check), said,
            number(self.most), number(self.points), cell(self.comment), cell(self.text),
        ]  # fmt: skip


def written(entries: Iterable[Entry]) -> Iterator[Written]:
    """Every explanation of a class that counts, in an order that tells nothing of its authors."""
    found = [one for entry in entries if entry.counts for one in _written(entry)]
    yield from sorted(found, key=lambda one: one.place)


def _written(entry: Entry) -> Iterator[Written]:
    by_hand = {o.about: o for o in entry.overrides}
    for exercise in (entry.document or {}).get("exercises", ()):
        free, text = _explained(exercise)
        if free is None:
            continue
        others = [c for c in exercise["checks"] if c is not free]
        decided = by_hand.get(f"{exercise['id']}/{free['id']}")
        yield Written(
            key=legible(entry.key),
            name=plain(entry.name),
            page=entry.own_key,
            exercise=exercise["id"],
            check=free["id"],
            title=free["title"],
            text=text,
            predictions=sum(float(c["score"]) for c in others),
            most_predictions=sum(float(c["max_score"]) for c in others),
            automatic=float(free["score"]),
            most=float(free["max_score"]),
            points=decided.score if decided else None,
            comment=decided.reason if decided else "",
        )


def _explained(exercise: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, str]:
    """The check that asked for an explanation, and what was written; None where nothing was."""
    text, answers = exercise.get("explanation") or "", exercise.get("answers") or {}
    # What asks for one word is among the answers: what is not asked for an explanation.
    asked = (check for check in exercise["checks"] if check["id"] not in answers)
    return (next(asked, None) if text else None), text
