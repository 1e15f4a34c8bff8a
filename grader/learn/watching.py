"""Grading again on every save: which exercises a save concerns, and what is new since the last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from itertools import chain
from pathlib import Path

from grader.course.course import Exercise
from grader.errors import SubmissionError
from grader.findings.catalogue import catalogue
from grader.learn.progress import Progress
from grader.learn.standing import UNGRADABLE
from grader.results.told import as_told, told
from grader.results.trace import is_loop, timeline
from grader.results.verdict import CheckResult, ExerciseResult, Grade, Outcome
from grader.submission.intake import ignored
from grader.submission.reader.syntax import syntax_of
from grader.submission.submission import Submission

# Long enough for an editor to finish what it began, short enough to look like at once.
QUIET_MS, SETTLE_MS, LONGEST_MS = 250, 10, 200

# Findings about answers, each of which is seen whatever is wrong with the others.
_OF_ANSWERS = {"missing-answer", "wrong-prediction"}


class Moment(Enum):
    """What happened in the folder that is watched: something was saved, or nothing for a while."""

    SAVED = "saved"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different between two grades: checks as (exercise, check), findings as codes."""

    passing: tuple[tuple[str, CheckResult], ...] = ()
    failing: tuple[tuple[str, CheckResult], ...] = ()
    found: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the work: its whole grade, and what is new in it.

    `files` are those that were saved, `deleted` those that were deleted and `judged` the exercises
    graded again, all empty at the first look. `seconds` is the grading's own time.
    """

    grade: Grade
    changes: Changes = field(default_factory=Changes)
    files: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Gone:
    """The work cannot be read at the moment; `why` says so."""

    why: str


@cache
def unseen() -> frozenset[str]:
    """Findings of code that did not run to its end: whatever else is wrong with it is not seen."""
    return frozenset(entry.code for entry in catalogue() if entry.kinds) - _OF_ANSWERS


def changes_between(before: Sequence[ExerciseResult], after: Sequence[ExerciseResult]) -> Changes:
    """What the exercises of a grading say that they did not say before.

    A check that could not be judged, or read, now or before, is no news; nor is a finding gone
    where the code cannot be seen at work.
    """
    known = {exercise.id: as_told(exercise) for exercise in before}
    pairs = [(known[exercise.id], as_told(exercise)) for exercise in after if exercise.id in known]
    turned = [
        (new.id, check)
        for old, new in pairs
        if not UNGRADABLE & {finding.code for each in (old, new) for finding in each.findings}
        for check in new.checks
        if {check.outcome, _outcome_in(old, check.id)} == {Outcome.PASSED, Outcome.FAILED}
    ]
    was = list(dict.fromkeys(f.code for old, _ in pairs for f in old.findings))
    now = list(dict.fromkeys(f.code for _, new in pairs for f in new.findings))
    hidden = {f.code for old, new in pairs if not _seen(new) for f in old.findings}
    return Changes(
        passing=tuple(each for each in turned if each[1].passed),
        failing=tuple(each for each in turned if not each[1].passed),
        found=tuple(code for code in now if code not in was),
        gone=tuple(code for code in was if code not in {*now, *hidden}),
        same=tuple(code for code in now if code in was),
        points=round(sum(new.score - old.score for old, new in pairs), 6),
    )


def gone_since(before: Progress, grade: Grade) -> tuple[str, str]:
    """The first exercise from which a finding is gone since a check, and its code; empty else."""
    for exercise in grade.exercises:
        was = before.exercises.get(exercise.id)
        known = unseen() | _OF_ANSWERS | {finding.code for finding in exercise.findings}
        if was is not None and was.code and was.code not in known and _seen(exercise):
            return exercise.id, was.code
    return "", ""


def concerned(
    before: Mapping[str, bytes], after: Mapping[str, bytes], exercises: Iterable[Exercise]
) -> list[str]:
    """The exercises whose own files changed, or files that these import, directly or not."""
    changed = changed_files(before, after)
    imports = [syntax_of(files).imports for files in (before, after)]
    return [
        exercise.id
        for exercise in exercises
        if changed & {exercise.file, *(f for of in imports for f in of.get(exercise.file, ()))}
    ]


def changed_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The names of files that came, went or have another content."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def looks(
    moments: Iterable[Moment],
    read: Callable[[], Submission],
    grade: Callable[[Submission, list[str]], Grade],
    exercises: Sequence[Exercise],
) -> Iterator[Look | Gone]:
    """A look at once, then one whenever the moments bring something new to look at.

    What seems half written (a file that is empty, gone, or no Python any more) is looked at when
    nothing has happened for a while: an editor may still be at it.
    """
    last: Look | None = None
    seen: dict[str, bytes] = {}
    unsettled, gone = True, False
    for moment in chain([Moment.QUIET], moments):
        if moment is Moment.QUIET and not unsettled:
            continue
        try:
            submission = _readable(read())
        except SubmissionError as error:
            if not gone:
                yield Gone(str(error))
            unsettled = gone = True
            continue
        unsettled = last is not None and _half_written(seen, submission.files)
        if moment is Moment.SAVED and unsettled:
            continue
        unsettled = False
        look = _look(last, seen, submission, grade, exercises)
        if look is not None:
            yield look
        elif gone and last is not None:
            yield Look(last.grade, seconds=last.seconds)
        gone = False
        if look is None or look.grade.status != "failed":
            seen = submission.files
            last = look or last


def saves(path: Path) -> Iterator[Moment]:
    """The moments of a folder or file on the disk, without end.

    Where the folder goes away, it is waited for.
    """
    import watchfiles

    root = path if path.is_dir() else path.parent
    while True:
        identity = _identity(root)
        if identity is None:
            time.sleep(QUIET_MS / 1000)
            yield Moment.QUIET
            continue
        fresh = True  # what was saved before the watch began is found by looking once more
        with suppress(FileNotFoundError):  # it may go this very moment
            for changes in watchfiles.watch(
                root, watch_filter=_Wanted(root), step=SETTLE_MS, debounce=LONGEST_MS,
                rust_timeout=QUIET_MS, yield_on_timeout=True, raise_interrupt=True,
            ):  # fmt: skip
                if _identity(root) != identity:
                    break
                yield Moment.SAVED if changes or fresh else Moment.QUIET
                fresh = False
        yield Moment.SAVED


class _Wanted:
    """Whether a path that changed may belong to the work."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def __call__(self, _change: object, path: str) -> bool:
        changed = Path(path)
        if not changed.is_relative_to(self.root):
            return True
        return not ignored(changed.relative_to(self.root).as_posix())


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder it is: another one of the same name is another; None where there is none."""
    with suppress(OSError):
        status = folder.stat()
        return status.st_dev, status.st_ino
    return None


def _look(
    last: Look | None,
    seen: Mapping[str, bytes],
    submission: Submission,
    grade: Callable[[Submission, list[str]], Grade],
    exercises: Sequence[Exercise],
) -> Look | None:
    """The look at a submission; None where nothing changed that an exercise uses."""
    if last is None:
        whole = told(grade(submission, [exercise.id for exercise in exercises]))
        return Look(whole, seconds=whole.seconds)
    names = concerned(seen, submission.files, exercises)
    if not names:
        return None
    part = told(grade(submission, _with_broken_imports(names, last.grade, submission, exercises)))
    changed = sorted(changed_files(seen, submission.files))
    return Look(
        grade=_merged(last.grade, part),
        changes=changes_between(last.grade.exercises, part.exercises),
        files=tuple(name for name in changed if name in submission.files),
        deleted=tuple(name for name in changed if name not in submission.files),
        judged=tuple(exercise.id for exercise in part.exercises),
        seconds=part.seconds,
    )


def _with_broken_imports(
    names: list[str], last: Grade, submission: Submission, exercises: Sequence[Exercise]
) -> list[str]:
    """Some exercises, and those that they import and that do not pass.

    The judge has to know of the latter, or it would take a consequence for a second mistake.
    """
    passing = {result.id for result in last.exercises if result.passed}
    own = {exercise.file for exercise in exercises if exercise.id in names}
    imports = syntax_of(submission.files).imports
    imported = {file for name in own for file in imports.get(name, ())}
    return [
        exercise.id
        for exercise in exercises
        if exercise.id in names or (exercise.file in imported and exercise.id not in passing)
    ]


def _merged(last: Grade, part: Grade) -> Grade:
    """The last grade with what a grading of some exercises says anew; no loop's old training."""
    new = {result.id: result for result in part.exercises}
    return replace(
        part,
        exercises=tuple(new.get(result.id, result) for result in last.exercises),
        trace=part.trace or last.trace,
        training=part.training or (None if is_loop(timeline(part.trace)) else last.training),
    )


def _readable(submission: Submission) -> Submission:
    """The submission; what cannot be read is on its way to the disk, or away for a moment."""
    if submission.unreadable is not None:
        raise SubmissionError(": ".join(submission.unreadable))
    return submission


def _half_written(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether a file that was there is gone, empty, or no longer Python."""
    changed = changed_files(before, after) & before.keys()
    gone = not all(after.get(name) for name in changed)
    return gone or bool(syntax_of({name: after[name] for name in changed}).broken)


def _seen(exercise: ExerciseResult) -> bool:
    """Whether all that is wrong with an exercise can be known."""
    codes = {finding.code for finding in exercise.findings}
    return exercise.passed or (bool(codes) and not codes & unseen())


def _outcome_in(exercise: ExerciseResult, check: str) -> Outcome | None:
    return next((each.outcome for each in exercise.checks if each.id == check), None)
