"""What went wrong in student code, as plain data for the judge."""

from __future__ import annotations

import errno
import os
import re
import socket
import traceback
import types
from typing import Any

from grader.scenes import Tampered, TooLarge
from grader.scenes.numbers import class_name
from grader.worker.floor import Raised
from grader.worker.output import TooMuchOutput
from grader.worker.patience import TooSlow

LONGEST = 500

# Where an object lies in memory: another place each time, and no help.
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")

# What Python says when a call and a definition do not fit; said at our own line that calls, it
# is the learner's signature that does not.
_BINDING = re.compile(
    r"takes (no|exactly|from|at most|\d+) .*arguments?|missing \d+ required .*arguments?"
    r"|got an unexpected keyword argument|got multiple values for argument"
    r"|got some positional-only arguments"
)
# Torch raises the same error for a type that an operation does not take.
_OF_TORCH = "\" not implemented for '"
_TORCH_OUT_OF_MEMORY = ("DefaultCPUAllocator", "can't allocate memory", "not enough memory")


class MissingFunction(Exception):
    """A file of the submission does not define a name that the contract asks for."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(f"{file} does not define {name}")
        self.name, self.file = name, file


class SwitchedForAll(Exception):
    """A file changed, while it was imported, what holds for the whole process."""


_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (MissingFunction, "missing-function"),
    (SwitchedForAll, "process-wide-switch"),
    (TooLarge, "output-limit"),
    (TooMuchOutput, "output-limit"),
    (TooSlow, "timeout"),
    (Tampered, "forbidden-operation"),
    (SystemExit, "crashed"),
    (ImportError, "import-error"),
    (MemoryError, "memory-limit"),
)


def describe(error: BaseException, folder: str, *, importing: bool) -> dict[str, Any]:
    """The kind, type, text and place of an error, the place being the student's last line."""
    file, line = place(error, folder)
    if isinstance(error, MissingFunction):
        file, line = error.file, None
    if isinstance(error, TooSlow):
        file, line = place(error, folder, outermost=True)
    if isinstance(error, SyntaxError) and importing:
        file, line = _relative(error.filename or "", folder), error.lineno
    return {
        "kind": _kind(error, importing, in_student_code=file is not None),
        "type": type(error).__name__[:LONGEST],
        "text": _ADDRESS.sub("", _without_our_folders(_text_of(error), folder)),
        "file": file,
        "line": line,
        "name": getattr(error, "name", None) if isinstance(error, MissingFunction) else None,
        "source": (error.text or "")[:LONGEST] if isinstance(error, SyntaxError) else "",
        "column": error.offset if isinstance(error, SyntaxError) else None,
    }


def describe_hanging(words: str, file: str | None, line: int | None) -> dict[str, Any]:
    """The same of code that is still at it, whose time is over."""
    kind = {"kind": "timeout", "type": TooSlow.__name__, "text": words}
    return kind | {"file": file, "line": line}


def describe_own(error: BaseException) -> dict[str, Any]:
    """The same of an error of our own, from a student's doing: in fixed words, without a place."""
    kinds = [kind for cls, kind in _KINDS if cls is type(error)]
    words = error.args[0] if error.args and type(error.args[0]) is str else ""
    if type(error) is Raised:
        words = "(its text could not be read)"
    elif type(error) is RuntimeError and any(word in words for word in _TORCH_OUT_OF_MEMORY):
        kinds = ["memory-limit"]
    return {
        "kind": kinds[0] if kinds else "exception",
        "type": class_name(error)[:LONGEST],
        "text": words[:LONGEST],
    }


def place(
    error: BaseException, folder: str, *, outermost: bool = False
) -> tuple[str | None, int | None]:
    """The innermost file of the submission in a traceback, or the outermost, with its line."""
    found: tuple[str | None, int | None] = (None, None)
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = _relative(frame.f_code.co_filename, folder)
        if file is not None:
            found = (file, line)
            if outermost:
                break
    return found


def place_of(frame: types.FrameType | None, folder: str) -> tuple[str | None, int | None]:
    """The outermost file of the submission on a stack that is still running, with its line."""
    found: tuple[str | None, int | None] = (None, None)
    while frame is not None:
        file = _relative(frame.f_code.co_filename, folder)
        found = found if file is None else (file, frame.f_lineno)
        frame = frame.f_back
    return found


def _kind(error: BaseException, importing: bool, *, in_student_code: bool) -> str:
    for cls, kind in _KINDS:
        if isinstance(error, cls):
            return kind
    text = _text_of(error)
    match error:
        case NotImplementedError() if in_student_code and _OF_TORCH not in text:
            return "not-implemented"
        case SyntaxError() if importing:
            return "syntax-error"
        case RuntimeError() if any(word in text for word in _TORCH_OUT_OF_MEMORY):
            return "memory-limit"
        case OSError() if error.errno == errno.EFBIG:
            return "output-limit"
        case OSError() if any(map(_is_refusal, (error, getattr(error, "reason", None)))):
            return "forbidden-operation"
        case TypeError() if not in_student_code and _BINDING.search(text):
            return "wrong-signature"
    return "exception"


def _is_refusal(error: object) -> bool:
    """Whether an error of the operating system says that this is not allowed, or no network."""
    refusals = errno.EPERM, errno.EACCES, errno.EROFS, errno.ENOSYS, errno.ENETUNREACH
    return isinstance(error, socket.gaierror) or (
        isinstance(error, OSError) and error.errno in refusals
    )


def _text_of(error: BaseException) -> str:
    # SECURITY: a learner's __str__ may raise, hang or return a gigabyte; the call's time limit
    # and the cut bound it, and no error of it leaves this function.
    try:
        if isinstance(error, SyntaxError):
            return str(error.msg)[:LONGEST]
        if isinstance(error, SystemExit):
            return f"exit status {error.code or 0}"[:LONGEST]
        return str(error)[:LONGEST]
    except Exception as second:
        return f"(its text could not be read: {type(second).__name__})"


def _without_our_folders(text: str, folder: str) -> str:
    """A text in which the submission's folder is not there, and the one around it is `..`."""
    return text.replace(folder + os.sep, "").replace(folder.rpartition(os.sep)[0], "..")


def _relative(path: str, folder: str) -> str | None:
    inside = path.startswith(folder + os.sep)
    return path[len(folder) + 1 :].replace(os.sep, "/") if inside else None
