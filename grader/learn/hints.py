"""The next of an exercise's hints, from weakest to strongest, and the record of those taken."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course.course import Exercise
from grader.course.shipped import CourseFolder
from grader.learn.progress import Progress, Standing
from grader.submission.intake import HINTS_FILE


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: its number (from 1), how many there are, and how its exercise stands.

    `repeated` says that it was given before; `standing` is None where nothing was checked yet.
    """

    exercise: Exercise
    number: int
    repeated: bool
    standing: Standing | None

    @property
    def text(self) -> str:
        return self.exercise.hints[self.number - 1]

    @property
    def left(self) -> int:
        return len(self.exercise.hints) - self.number


def next_hint(exercise: Exercise, progress: Progress, *, again: bool = False) -> Hint:
    """The hint after those that were taken; with `again`, or after the last, the latest one."""
    taken = min(progress.taken.get(exercise.id, 0), len(exercise.hints))
    repeated = taken > 0 and (again or taken == len(exercise.hints))
    number = taken if repeated else taken + 1
    return Hint(exercise, number, repeated, progress.exercises.get(exercise.id))


def taken(progress: Progress, hint: Hint) -> Progress:
    """The progress after this hint."""
    return replace(progress, taken={**progress.taken, hint.exercise.id: hint.number})


def record(submission: Path, progress: Progress) -> bool:
    """Write the hints taken into the submission's folder, for the instructor; say if it worked."""
    document = {"schema": 1, "hints": dict(sorted(progress.taken.items()))}
    with suppress(OSError):
        if submission.is_dir():
            text = json.dumps(document, indent=2) + "\n"
            (submission / HINTS_FILE).write_text(text, encoding="utf-8")
            return True
    return False


def right_ways(folder: CourseFolder, exercise: Exercise) -> list[str]:
    """Other right ways of writing an exercise, as its course keeps them; there may be none."""
    paths = sorted((folder.code / "right" / exercise.id).glob("*.*"))
    return [path.read_text(encoding="utf-8") for path in paths]
