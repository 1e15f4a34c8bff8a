"""What places are called: files and lines as they are, or cells where a notebook was handed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.results.finding import Finding
from grader.results.verdict import ExerciseResult, Grade
from grader.submission.origin import Origin

_PLACE = re.compile(r"\b(?P<file>\w+\.(?:py|yaml))(?:, line |:)(?P<line>\d{1,9})")
_FILE = re.compile(r"\b\w+\.(?:py|yaml)\b")


@dataclass(frozen=True, slots=True)
class Places:
    """The names of places, for whoever makes a sentence; `origin` is that of a notebook's files."""

    origin: Origin | None = None

    def of(self, file: str, line: int | None = None) -> tuple[str, int | None]:
        """What a file is called, and which line there is meant, where one is known."""
        if self.origin is None or file not in self.origin.places:
            return file, line
        place = self.origin.place(file, line)
        return (self.origin.called(place[0]), place[1]) if place else (self.origin.notebook, None)

    def part(self, file: str) -> str:
        """What a file is called beside others: in one notebook there are none that import."""
        return file.partition(".")[0] if self.of(file)[0] != file else file

    def quoted(self, text: str) -> str:
        """What Python or a worker has written, with other names for the files that it mentions."""

        def line(found: re.Match[str]) -> str:
            file, line = self.of(found["file"], int(found["line"]))
            return f"{file}, line {line}" if file != found["file"] and line else found[0]

        return _FILE.sub(lambda found: self.of(found[0])[0], _PLACE.sub(line, text))


def relocated(grade: Grade, origin: Origin) -> Grade:
    """The grade with every finding and event at its place in the notebook."""
    return replace(
        grade,
        exercises=tuple(_exercise(exercise, Places(origin)) for exercise in grade.exercises),
        trace=tuple(_event(event, origin) for event in grade.trace),
    )


def _exercise(exercise: ExerciseResult, places: Places) -> ExerciseResult:
    return replace(exercise, findings=tuple(_finding(f, places) for f in exercise.findings))


def _finding(finding: Finding, places: Places) -> Finding:
    if finding.file is None:
        return finding
    file, line = places.of(finding.file, finding.line)
    end_line = None
    if finding.end_line is not None:
        # A place that begins in one cell and ends in another has its beginning alone.
        ending, last = places.of(finding.file, finding.end_line)
        end_line = last if ending == file else None
    return replace(finding, file=file, line=line, end_line=end_line)


def _event(event: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    place = origin.place(event.get("file", ""), event.get("line"))
    if place is None:
        return dict(event)
    return {**event, "file": origin.called(place[0]), "line": place[1]}
