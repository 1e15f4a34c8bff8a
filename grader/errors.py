"""The exceptions that mnist-grade raises on purpose.

GradeError
├── CourseError        course.yaml cannot be used: file, field and remedy
├── SubmissionError    the path given is not there, or we may not read it
├── DatasetError       the digits cannot be had and no fallback is declared
├── ClassbookError     a folder of grades cannot be read, or a line in it is wrong
├── BatchError         a class cannot be graded as asked: folder, roster, store or cluster
├── ExtraError         a package is missing that only some commands need
├── ProtectionError    this machine protects below the level that is asked for
├── WireError          bytes from another process are not a frame
│   └── FrameTooLarge  a frame exceeds its limit; nothing of it was allocated
└── JudgeError         the grader itself failed: never the student's fault
    └── NurseryError   the nursery could not start or went away
"""


class GradeError(Exception):
    """The root of every error that mnist-grade raises on purpose; the text says what to do."""


class CourseError(GradeError):
    """course.yaml cannot be used; the message names file, field and remedy."""


class SubmissionError(GradeError):
    """The path given to the grader is not there, or may not be read."""


class DatasetError(GradeError):
    """A dataset cannot be read or downloaded, and no fallback is declared."""


class ClassbookError(GradeError):
    """A folder of grades cannot be used; the message names file, line and remedy."""


class BatchError(GradeError):
    """A whole class cannot be graded as asked; the message says what to change."""


class ExtraError(GradeError):
    """A package is missing that only some commands need; the message says how to install it."""


class ProtectionError(GradeError):
    """This machine protects below the level that is asked for, so nothing is graded here."""


class WireError(GradeError):
    """Bytes that came from another process are not a valid frame."""


class FrameTooLarge(WireError):
    """A frame announces more bytes than its limit allows."""


class JudgeError(GradeError):
    """The grader itself failed; a submission is never blamed for it."""


class NurseryError(JudgeError):
    """The nursery process could not be started or ended by itself."""
