"""The next hint, from weakest to strongest, and the record of those taken.

Where the last check found a mistake that has hints of its own, these come; else the exercise's.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course.course import Exercise
from grader.course.shipped import CourseFolder
from grader.findings import nothing_returned
from grader.findings.catalogue import catalogue
from grader.learn.progress import Progress
from grader.learn.standing import Standing
from grader.results.whole_file import whole_file
from grader.submission.intake import HINTS_FILE


@dataclass(frozen=True, slots=True)
class Hint:
    """One of some hints: its number (from 1), and how the exercise that it is for stands.

    `repeated` says that it was given before; `of_finding` that the hints are for the mistake that
    the last check found; `standing` is None where nothing was checked yet.
    """

    exercise: Exercise
    hints: tuple[str, ...]
    number: int
    repeated: bool
    of_finding: bool
    standing: Standing | None

    @property
    def text(self) -> str:
        return self.hints[self.number - 1]

    @property
    def left(self) -> int:
        return len(self.hints) - self.number

    @property
    def key(self) -> str:
        """What it is remembered under: each mistake has a count of its own."""
        return _key(self.exercise, self.standing if self.of_finding else None)


def next_hint(
    exercise: Exercise,
    progress: Progress,
    folder: CourseFolder | None = None,
    *,
    again: bool = False,
) -> Hint:
    """The hint after those that were taken; with `again`, or after the last, the latest one."""
    standing = progress.exercises.get(exercise.id)
    steps = _steps(standing, folder)
    hints = steps or exercise.hints
    done = min(progress.taken.get(_key(exercise, standing if steps else None), 0), len(hints))
    repeated = done > 0 and (again or done == len(hints))
    return Hint(exercise, hints, done if repeated else done + 1, repeated, bool(steps), standing)


def taken(progress: Progress, hint: Hint) -> Progress:
    """The progress after this hint."""
    return replace(progress, taken={**progress.taken, hint.key: hint.number})


def record(submission: Path, progress: Progress) -> bool:
    """Write how many hints of each exercise were taken into the submission's folder, for the
    instructor; say if it worked.
    """
    counts: Counter[str] = Counter()
    for key, count in progress.taken.items():
        counts[key.split(":")[0]] += count
    document = {"schema": 1, "hints": dict(sorted(counts.items()))}
    with suppress(OSError):
        if submission.is_dir():
            # SECURITY: somebody else's work may hold a link or a pipe of that name.
            with whole_file(submission / HINTS_FILE) as file:
                file.write(json.dumps(document, indent=2) + "\n")
            return True
    return False


def right_ways(folder: CourseFolder, exercise: Exercise) -> list[str]:
    """Other right ways of writing an exercise, as its course keeps them; there may be none."""
    paths = sorted((folder.code / "right" / exercise.id).glob("*.*"))
    return [path.read_text(encoding="utf-8") for path in paths]


def _key(exercise: Exercise, standing: Standing | None) -> str:
    return f"{exercise.id}: {standing.hint}" if standing else exercise.id


def _steps(standing: Standing | None, folder: CourseFolder | None) -> tuple[str, ...]:
    """The hints for what the last check found: by the hint that it gave, which no two causes
    share.
    """
    if standing is None or standing.passed or not standing.hint:
        return ()
    if standing.hint == nothing_returned.HINT:
        return nothing_returned.STEPS
    found = (e.steps for e in catalogue(folder) if e.code == standing.code and e.steps
             and e.hint == standing.hint)  # fmt: skip
    return next(found, ())
