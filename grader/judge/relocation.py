"""A grade of a notebook told in its own terms: cells for files, lines as they stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.notebooks import Origin
from grader.verdict import ExerciseResult, Finding, Grade

_PLACE = re.compile(r"\b(?P<file>\w+\.(?:py|yaml))(?:, line |:)(?P<line>\d{1,9})")
_FILE = re.compile(r"\b\w+\.(?:py|yaml)\b")


def relocated(grade: Grade, origin: Origin) -> Grade:
    """The grade with every place in a staged file turned into one in the notebook."""
    return replace(
        grade,
        exercises=tuple(_exercise(exercise, origin) for exercise in grade.exercises),
        trace=tuple(_event(event, origin) for event in grade.trace),
        tamper=tuple(_words(text, origin) for text in grade.tamper),
    )


def _exercise(exercise: ExerciseResult, origin: Origin) -> ExerciseResult:
    findings = tuple(_finding(finding, origin) for finding in exercise.findings)
    return replace(exercise, findings=findings, note=_note(exercise.note, origin))


def _finding(finding: Finding, origin: Origin) -> Finding:
    file, line = finding.file, finding.line
    if file in origin.places:
        place = origin.place(file, line)
        file = origin.called(place[0]) if place else origin.notebook
        line = place[1] if place else None
    return replace(finding, message=_words(finding.message, origin), file=file, line=line)


def _event(event: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    place = origin.place(event.get("file", ""), event.get("line"))
    if place is None:
        return dict(event)
    return {**event, "file": origin.called(place[0]), "line": place[1]}


def _words(text: str, origin: Origin) -> str:
    """A sentence in which the names of staged files give way to cells, or to the notebook."""

    def cell(found: re.Match[str]) -> str:
        place = origin.place(found["file"], int(found["line"]))
        return f"{origin.called(place[0])}, line {place[1]}" if place else found[0]

    def notebook(found: re.Match[str]) -> str:
        return origin.notebook if found[0] in origin.places else found[0]

    return _FILE.sub(notebook, _PLACE.sub(cell, text))


def _note(note: str, origin: Origin) -> str:
    """The consequence of another exercise: in one notebook there are no files that import."""

    def exercise(found: re.Match[str]) -> str:
        return found[0].partition(".")[0] if found[0] in origin.places else found[0]

    return _FILE.sub(exercise, note)
