"""Gradescope's results.json of one submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from grader.lms.exports.lines import Line, noted, points_of, remarked
from grader.report.markdown import markdown_report
from grader.report.text import as_sentence, clean, flat, number
from grader.results.classbook import Document, Entry
from grader.results.verdict import Grade

LONGEST_OUTPUT = 20_000


def lines(entries: Iterable[Entry]) -> Iterator[Line]:
    """One line an entry, with the document; what could not be judged gets none, and no zero."""
    for entry in entries:
        points = points_of(entry, None)
        if isinstance(points, str):
            yield Line(entry.name, skipped=points)
        elif entry.document is None:
            yield Line(
                entry.name, skipped="handed nothing in: there is no submission to show it on"
            )
        else:
            document = results(entry)
            note = remarked(entry)
            yield Line(entry.name, entry.key, number(points), note=note, document=document)


def results(entry: Entry) -> dict[str, Any]:
    """results.json: the score that counts, a test a check, hidden checks for instructors alone.

    The score at the top overrides the sum of the tests, which knows of no override by hand.

    Raises:
        ValueError: the entry has no score.
    """
    if entry.document is None or entry.final is None:
        raise ValueError(f"{entry.name}: no score, so no results.json")
    report = markdown_report(
        Grade.from_json(entry.decided), counts=entry_notes(entry), final=entry.final
    )
    return {
        "score": _points(entry.final),
        "execution_time": round(float(entry.document["seconds"]), 3),
        "output": report[:LONGEST_OUTPUT],
        "output_format": "md",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        # What the grader prints is for the instructor: it may tell of hidden checks.
        "stdout_visibility": "hidden",
        "tests": list(_tests(entry)),
    }


def entry_notes(entry: Entry) -> tuple[str, ...]:
    """What makes the points that count differ from the sum, as sentences."""
    return (noted(entry),) if noted(entry) else ()


def _tests(entry: Entry) -> Iterator[dict[str, Any]]:
    by_hand = {o.exercise: o for o in entry.overrides if not o.check}
    for place, exercise in enumerate(entry.decided["exercises"], 1):
        override = by_hand.get(exercise["id"])
        if override is not None:
            points, note = override.score, f"Set by hand: {override.reason}"
            most = max(points, exercise["max_score"])
            yield _test(str(place), exercise["title"], points, most, note)
            continue
        for number_, check in enumerate(exercise["checks"], 1):
            yield _check(f"{place}.{number_}", exercise, check)


def _check(place: str, exercise: Document, check: Mapping[str, Any]) -> dict[str, Any]:
    name = f"{exercise['title']} - {check['title']}"
    hidden = check["visibility"] != "visible"
    passed = check["outcome"] == "passed"
    said = "" if passed else "\n\n".join([*_told(check), *map(_compared, check["evidence"])])
    test = _test(place, name, check["score"], check["max_score"], said)
    return {
        **test,
        "status": "passed" if passed else "failed",
        "visibility": "hidden" if hidden else "visible",
    }


def _test(place: str, name: str, score: float, most: float, output: str) -> dict[str, Any]:
    return {
        "number": place,
        "name": flat(name),
        "score": _points(score),
        "max_score": _points(most),
        "status": "passed" if score >= most else "failed",
        "output": clean(output),
        "visibility": "visible",
    }


def _told(check: Mapping[str, Any]) -> Iterator[str]:
    """What a page says of a check that failed: in plain words, and what it follows from."""
    if cause := check.get("follows_from"):
        yield f"Follows from {cause}: mend that first."
    facts = (evidence["fact"] for evidence in check["evidence"] if evidence.get("fact"))
    yield from map(as_sentence, islice(facts, 1))


def _compared(evidence: Mapping[str, str]) -> str:
    lines = [
        evidence["what"],
        f"expected   {evidence['expected']}",
        f"got        {evidence['got']}",
        *([f"tolerance  {evidence['tolerance']}"] if evidence["tolerance"] else []),
    ]
    return "\n".join(map(flat, lines))


def _points(value: float) -> float:
    """A plain number with two decimals at most."""
    return round(float(value), 2)
