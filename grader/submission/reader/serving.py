"""What a reader's process does: one answer to each question, until the other side hangs up."""

from __future__ import annotations

import socket
from functools import partial
from typing import Any

from grader.frames.wire import Frame, Limits, encode, read_exactly, read_frame
from grader.submission.reader import looking
from grader.submission.reader.hand_in import HandIn, cut
from grader.submission.reader.making import made_of
from grader.submission.reader.parsing import parsed

# The questions that a submission begins with.
_FIRST = {"make", "look"}
REQUESTS = Limits(header=16 << 20, payload=256 << 20)


def serve(channel: socket.socket) -> None:
    """Answer until the other side hangs up; the channel is the process's only way out."""
    read = partial(read_exactly, channel)
    while True:
        try:
            frame = read_frame(read, REQUESTS)
        except EOFError:
            return
        header, payload = _answer(frame)
        channel.sendall(encode({"token": frame.header["token"], **header}, payload))


def _answer(frame: Frame) -> tuple[dict[str, Any], bytes]:
    """What is asked for, or how the reading ended."""
    try:
        if frame.header["do"] in _FIRST:
            parsed.cache_clear()  # of whoever came before: trees are large
        if frame.header["do"] == "make":
            return made_of(HandIn.from_frame(frame)).to_frame()
        return _told(frame), b""
    # SECURITY: the one edge around all reading. A parser over a stranger's bytes may end in any
    # way (recursion, memory, a fault of its own); without this each would end this process.
    except Exception as error:
        return {"ended": type(error).__name__}, b""


def _told(frame: Frame) -> dict[str, Any]:
    """The answer to a question about the files of a submission: each kind is a pure function."""
    asked = frame.header
    files = dict(cut(asked["files"], frame.payload))
    match asked["do"]:
        case "look":
            return looking.look(files, asked["code"], asked["answers"])
        case "tree":
            return looking.tree(files)
        case "text":
            return looking.text(files)
        case "defined":
            return looking.defined(files, asked["name"])
        case "mentioned":
            return looking.mentioned(files, asked["name"])
    raise ValueError(f"unknown question {asked['do']!r}")
