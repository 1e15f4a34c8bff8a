"""A turn-in, read under limits: whatever a student handed in is a submission, if an empty one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grader.batch.turnin import TurnIn
from grader.errors import JudgeError, SubmissionError
from grader.intake import Allowance, Intake
from grader.submission import Submission, read_submission


class OutOfReach(JudgeError):
    """Our own rights or disk keep us from reading it: never the student's fault."""


def open_turn_in(turn_in: TurnIn) -> Submission:
    """The submission; one that cannot be read as such is empty, and says why.

    Raises:
        OutOfReach: it is there, or was, and we cannot get at it.
    """
    paths = [path for _, path in turn_in.parts] or [turn_in.path]
    for path in paths:
        _reach(path)
    if turn_in.parts:
        return _of_parts(turn_in)
    try:
        return read_submission(turn_in.path)
    except SubmissionError as error:
        # The instructor's folders are no business of the student, who reads this.
        why = str(error).replace(f"{turn_in.path}: ", "").replace(f"{turn_in.path.parent}/", "")
        return Submission(turn_in.name, {}, (f"{turn_in.path.name}: {why}",))


def _reach(path: Path) -> None:
    try:
        if path.is_dir():
            os.scandir(path).close()
        else:
            with open(path, "rb", opener=_without_waiting) as file:
                file.read(1)
    except OSError as error:
        raise OutOfReach(f"{path}: {error.strerror or error}") from None


def _without_waiting(path: str, flags: int) -> int:
    """A named pipe would hold the whole batch for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _of_parts(turn_in: TurnIn) -> Submission:
    """Files that the system keeps side by side, under the names that the student gave them."""
    intake = Intake(Allowance())
    for name, path in turn_in.parts:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            # SECURITY: a link that a student left would have another's file graded.
            if not stat.S_ISREG(status.st_mode) or path.is_symlink():
                intake.refuse(name, "not a regular file")
            else:
                intake.take(name, status.st_size, file.read)
    return Submission(turn_in.name, intake.unwrapped(), tuple(intake.left_out))
