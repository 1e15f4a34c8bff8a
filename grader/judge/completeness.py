"""Whether what was handed in is there to be judged: what cannot be read, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from grader.course.course import Exercise
from grader.findings.general.unreadable_submission import UNREADABLE_SUBMISSION
from grader.results.verdict import Finding
from grader.submission.submission import Submission


def needs_look(exercises: Sequence[Exercise], submission: Submission) -> tuple[str, ...]:
    """Why a person should look at it: few points may be a matter of names and folders."""
    if submission.unreadable is not None:
        return (": ".join(submission.unreadable),)
    wanted = {exercise.file for exercise in exercises}
    # Made of a notebook each file is there; one that holds nothing was not found in it.
    found = sorted(file for file in wanted if submission.files.get(file))
    if 2 * len(found) >= len(wanted):
        return ()
    named = f": {', '.join(found)}" if found else ""
    return (f"{len(found)} of the course's {len(wanted)} files found{named}",)


def unreadable(submission: Submission) -> Finding:
    """The finding of a submission that cannot be read."""
    assert submission.unreadable is not None
    file, why = submission.unreadable
    entry = UNREADABLE_SUBMISSION
    message = entry.message.format(file=file, text=why)
    return Finding(entry.code, message, entry.hint, entry.severity, file)
