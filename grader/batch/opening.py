"""A turn-in, read under limits: whatever a student handed in is a submission, if an empty one."""

from __future__ import annotations

from grader.batch.turnin import TurnIn
from grader.course.wanted import Wanted
from grader.errors import JudgeError, NurseryError, SubmissionError
from grader.submission.submission import Submission, read_parts, read_submission


class OutOfReach(JudgeError):
    """Our own rights, disk or processes keep us from reading it: never the student's fault."""


def open_turn_in(turn_in: TurnIn, wanted: Wanted | None = None) -> Submission:
    """The submission; one that cannot be read as such is empty, and says why.

    It is read for what is `wanted`: by the course that mnist-grade comes with, where none is given.

    Raises:
        OutOfReach: it is there, or was, and we cannot get at it, or have no process to read it in.
    """
    try:
        if turn_in.parts:
            return read_parts(turn_in.name, turn_in.parts, wanted)
        return read_submission(turn_in.path, wanted=wanted)
    except (SubmissionError, NurseryError) as error:
        raise OutOfReach(str(error)) from None
