"""What the last check of a submission said, and which hints were taken since: the learner's place.

It lies in a small file of the learner's own state folder ($XDG_STATE_HOME, else ~/.local/state),
one for each submission and never inside what is graded. Where there is no home, or none that can
be written to, nothing is remembered and nothing is said about it.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.course.shipped import called, record_at
from grader.errors import CourseError
from grader.learn.standing import (
    Noted,
    Standing,
    is_elsewhere,
    standing_after,
    standing_read,
    was_judged,
)
from grader.results.state import state_folder
from grader.results.told import as_told
from grader.results.trace import is_loop, timeline
from grader.results.trained import MOST_STEPS, Training
from grader.results.verdict import ExerciseResult, Grade
from grader.results.whole_file import whole_file

SCHEMA = 1
MOST_CALLS = 24  # of a step of a learner's loop
MOST_SUBMISSIONS = 50  # the oldest are forgotten


@dataclass(frozen=True, slots=True)
class Recorded:
    """The losses of the first batches of a learner's training, and right code's on the same ones.

    None stands for one that is no number that can be drawn; both are empty where none are known.
    """

    losses: tuple[float | None, ...] = ()
    right: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The standing of each exercise by id, and the number of hints taken of each.

    `submission` is the path that was checked, absolute. `course` is that of its last check, and
    `started` the one that `start` was given: a course.yaml, absolute, or the name of a course that
    ships; empty before the first check, and for the built-in course. `calls` are those of a step
    of the loop, in the order that the last check saw, and `recorded` its losses. `asked` are the
    findings that somebody was asked about once they were gone. `answers` are the last ones to each
    question, by exercise, and `changed` how often one of them changed. `last` are the exercises of
    the last check.
    """

    submission: str = ""
    course: str = ""
    started: str = ""
    exercises: Mapping[str, Standing] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    recorded: Recorded = field(default_factory=Recorded)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    last: tuple[str, ...] = ()

    def after(self, results: Iterable[ExerciseResult]) -> Progress:
        """The same with what a check has just said; exercises that it left out stand as before."""
        known = [result for result in results if was_judged(result)]
        new = {r.id: standing_after(as_told(r), self.exercises.get(r.id)) for r in known}
        answers, changed = {**self.answers}, {**self.changed}
        for result in known:
            was = answers.get(result.id, {})
            now = {name: said for name, said in (result.answers or {}).items() if said}
            turned = sum(name in was and was[name] != said for name, said in now.items())
            if now:
                answers[result.id] = {**was, **now}
            if turned:
                changed[result.id] = changed.get(result.id, 0) + turned
        return replace(
            self, exercises={**self.exercises, **new}, answers=answers, changed=changed,
            last=tuple(new),
        )  # fmt: skip

    def counted(self, grade: Grade) -> Grade:
        """A grade that tells how often the learner has changed an answer."""
        exercises = (
            replace(e, changed_answers=self.changed.get(e.id, 0)) if e.answers is not None else e
            for e in grade.exercises
        )
        return replace(grade, exercises=tuple(exercises))

    def found(self, code: str) -> list[Standing | Noted]:
        """What the last check of each exercise has said of that, the first of each."""
        found: list[Standing | Noted] = []
        for standing in self.exercises.values():
            each: tuple[Standing | Noted, ...] = (standing, *standing.more)
            found += [one for one in each if one.code == code and one.message][:1]
        return found

    def first_failed(self, order: Iterable[str]) -> str | None:
        """The first exercise in this order that failed; a bonus only where nothing else did.

        What was checked last comes before all else: that is what somebody works on.
        """
        failed = [n for n in order if n in self.exercises and not self.exercises[n].passed]
        failed.sort(key=lambda name: name not in self.last)
        required = [name for name in failed if not self.exercises[name].bonus]
        return next(iter(required or failed), None)


def recall(submission: Path | None = None) -> Progress:
    """The progress on a submission; without one, on what was checked last in this folder."""
    folder = state_folder()
    if folder is None:
        return Progress()
    if submission is not None:
        return _read(_file(folder, submission))
    here = Path.cwd()
    return next((p for p in map(_read, _by_age(folder)) if _concerns(here, p)), Progress())


def _concerns(here: Path, progress: Progress) -> bool:
    """Whether a submission is this folder, lies in it or around it: elsewhere it says nothing."""
    if not progress.submission:
        return False
    there = Path(progress.submission).resolve()
    return there.is_relative_to(here) or here.is_relative_to(there)


def remember(submission: Path, progress: Progress) -> bool:
    """Keep the progress on a submission, where that is possible; say whether it was."""
    folder = state_folder()
    if folder is None:
        return False
    document = {"schema": SCHEMA, **asdict(progress)}
    document["submission"] = os.path.abspath(submission)
    target = _file(folder, submission)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole_file(target, lasting=False) as file:
            file.write(json.dumps(document))
        for old in _by_age(folder)[MOST_SUBMISSIONS:]:
            old.unlink(missing_ok=True)
        return True
    return False


def note_check(
    submission: Path,
    course: Path | None,
    results: Iterable[ExerciseResult],
    trace: Iterable[Mapping[str, Any]] = (),
    training: Training | None = None,
) -> Progress:
    """Remember what a check of a submission said; `course` is None for the built-in one.

    The progress after it, whether it could be remembered or not. Where nothing of the work is
    there nothing is remembered: a wrong path would be taken for what was worked on last.
    """
    results = tuple(results)
    place, before = _place(course), recall(submission)
    if is_elsewhere(results):
        return before
    after, calls = replace(before.after(results), course=place), timeline(trace)[:MOST_CALLS]
    if is_loop(calls):
        # Losses of an earlier loop are not this one's: where it was not trained, there are none.
        trained = Recorded(training.steps, training.reference_steps) if training else Recorded()
        after = replace(after, calls=calls, recorded=trained)
    remember(submission, after)
    return after


def note_start(submission: Path, course: Path | None) -> bool:
    """Remember which course a piece of work was started with; say whether that was possible."""
    place, before = _place(course), recall(submission)
    return remember(submission, replace(before, started=place, course=place or before.course))


def course_of(submission: Path, given: Path | None) -> Path | None:
    """The course of a piece of work: the one given, else what `start` noted; None: the built-in.

    Raises:
        CourseError: what was noted is not there any more.
    """
    # SECURITY: nothing in or above the work itself is looked at, else a course.yaml that was
    # handed in would say how many points it is worth.
    if given is not None or not (noted := recall(submission).started):
        return given
    if not record_at(noted).is_file():
        raise CourseError(
            f"{noted}: `mnist-grade start` noted this course for {submission}, and it is not there "
            "any more; name it with --course"
        )
    return record_at(noted)


def course_here() -> Path | None:
    """The course of what was checked or started last in this folder, where that is still there."""
    return course_checked(recall())


def course_checked(progress: Progress) -> Path | None:
    """The course of the last check, where that is still there."""
    noted = record_at(progress.course) if progress.course else None
    return noted if noted and noted.is_file() else None


def _place(course: Path | None) -> str:
    """What is noted of a course: one that ships may lie elsewhere after the next installation."""
    return called(Path(os.path.abspath(course))) if course else ""


def _file(folder: Path, submission: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.abspath(submission))).hexdigest()[:32]
    return folder / f"{name}.json"


def _by_age(folder: Path) -> list[Path]:
    """The states in a folder, the newest first."""
    ages: list[tuple[int, Path]] = []
    with suppress(OSError):
        for path in folder.glob("*.json"):
            with suppress(OSError):
                ages.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(ages, reverse=True)]


def _read(path: Path) -> Progress:
    """What is in a file; nothing where it is missing, broken or of another version."""
    try:
        return _progress(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Progress()


def _progress(document: dict[str, Any]) -> Progress:
    if document["schema"] != SCHEMA:
        return Progress()
    return Progress(
        submission=str(document["submission"]),
        course=str(document["course"]),
        started=str(document.get("started", "")),  # 0.1.0 did not note it
        exercises={name: standing_read(each) for name, each in document["exercises"].items()},
        taken={name: int(count) for name, count in document["taken"].items()},
        asked=tuple(map(str, document.get("asked", ()))),
        calls=tuple(map(str, document.get("calls", ()))),
        recorded=_recorded(document.get("recorded", {})),
        answers={name: dict(each) for name, each in document.get("answers", {}).items()},
        changed={name: int(count) for name, count in document.get("changed", {}).items()},
        last=tuple(map(str, document.get("last", ()))),
    )


def _recorded(document: Mapping[str, Any]) -> Recorded:
    return Recorded(_numbers(document.get("losses", [])), _numbers(document.get("right", [])))


def _numbers(values: list[Any]) -> tuple[float | None, ...]:
    """The numbers of a list; None for what is none, or none that can be drawn."""
    return tuple(
        each if isinstance(each, float) and math.isfinite(each) else None
        for each in values[:MOST_STEPS]
    )
