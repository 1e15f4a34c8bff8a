"""What a submission's text says, before any of it is played."""

from __future__ import annotations

from dataclasses import replace

from grader.course.contract import Contract
from grader.submission.intake import printable
from grader.submission.reader.reader import Reader, ReadingEnded
from grader.submission.reader.syntax import Syntax
from grader.submission.submission import Submission, Unreadable


def read(submission: Submission, contract: Contract, reader: Reader) -> tuple[Submission, Syntax]:
    """A submission with what a reader says of it; one whose text ends that cannot be read.

    Raises:
        NurseryError: no reader can be started.
    """
    code = [file for file in contract.files if file not in contract.answers]
    try:
        return submission, Syntax(submission.files, code, contract.answers, reader)
    except ReadingEnded as error:
        file, why = _guilty(submission, contract, reader), str(error)
    unreadable = Unreadable(printable(file), why)
    notes = (": ".join(unreadable), *submission.left_out)
    unread = replace(submission, files={}, left_out=notes, origin=None, unreadable=unreadable)
    return unread, Syntax({}, (), (), reader)


def _guilty(submission: Submission, contract: Contract, reader: Reader) -> str:
    """The file that ends a reading: the notebook, or the first that does so alone."""
    if submission.origin is not None:
        return submission.origin.notebook
    for file in contract.files:
        if file in submission.files:
            try:
                Syntax({file: submission.files[file]}, [file], contract.answers, reader)
            except ReadingEnded:
                return file
    return "the submission"
