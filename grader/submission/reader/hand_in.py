"""What was handed in on its way to a reader, and what that made of it on its way back.

Both travel as one frame: plain values in the header, the bytes of all files behind each other in
the payload.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from grader.course.wanted import Wanted
from grader.errors import WireError
from grader.frames.wire import Frame
from grader.submission.intake import MOST_NOTES, Intake, SizeLimits, Unfit
from grader.submission.origin import CALLED, Cell, Origin, Place

MOST_FILES = 1000
MOST_LINES = 100_000  # of all files that were made of a notebook
LONGEST_TEXT = 1000  # of a note, in characters

_PLACE = struct.Struct("<II")
_Sizes = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class HandIn:
    """A file or folder as it came: what was taken in of it, or one archive, or cells.

    `file` is what it is called; `called` what a cell is.
    """

    file: str
    wanted: Wanted
    intake: Intake
    archive: bytes | None = None
    cells: tuple[Cell, ...] | None = None
    called: str = CALLED

    def to_frame(self) -> tuple[dict[str, Any], bytes]:
        """Header and payload."""
        intake = self.intake
        whole = [] if self.archive is None else [self.archive]
        cells = self.cells and [(c.number, c.kind, c.text, c.grade_id) for c in self.cells]
        header = {
            "do": "make", "file": self.file, "called": self.called,
            "wanted": self.wanted.to_plain(),
            "limits": asdict(intake.limits), "left_out": intake.left_out,
            "unfit": [(unfit.file, unfit.why) for unfit in intake.unfit],
            "read": (intake.kept, intake.looked_through),
            "files": sizes_of(intake.files), "archives": sizes_of(intake.archives),
            "whole": [len(content) for content in whole], "cells": cells,
        }  # fmt: skip
        return header, b"".join([*intake.files.values(), *intake.archives.values(), *whole])

    @classmethod
    def from_frame(cls, frame: Frame) -> Self:
        """The same in the reader, which believes what it is told."""
        told = frame.header
        intake = Intake(SizeLimits(**told["limits"]))
        intake.left_out = told["left_out"]
        intake.unfit = [Unfit(*unfit) for unfit in told["unfit"]]
        intake.kept, intake.looked_through = told["read"]
        sizes = [*told["files"], *told["archives"], *(("", size) for size in told["whole"])]
        contents = [content for _, content in cut(sizes, frame.payload)]
        files, archives = len(told["files"]), len(told["archives"])
        names = [name for name, _ in sizes]
        intake.files = dict(zip(names[:files], contents, strict=False))
        intake.archives = dict(zip(names[files : files + archives], contents[files:], strict=False))
        archive = contents[-1] if told["whole"] else None
        cells = None if told["cells"] is None else tuple(Cell(*cell) for cell in told["cells"])
        wanted = Wanted.from_plain(told["wanted"])
        return cls(told["file"], wanted, intake, archive, cells, told["called"])


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a submission, what was left out, and where lines stand in a notebook.

    `unreadable` is the file that cannot be read and why, where that is so.
    """

    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()
    origin: Origin | None = None
    unreadable: tuple[str, str] | None = None

    def to_frame(self) -> tuple[dict[str, Any], bytes]:
        """Header and payload."""
        places = {} if self.origin is None else self.origin.places
        lines = [place or (0, 0) for of in places.values() for place in of]
        header = {
            "files": sizes_of(self.files), "left_out": self.left_out,
            "notebook": self.origin and self.origin.notebook,
            "places": [(file, len(of)) for file, of in places.items()],
            "unreadable": self.unreadable,
        }  # fmt: skip
        packed = (_PLACE.pack(*place) for place in lines)
        return header, b"".join([*self.files.values(), *packed])

    @classmethod
    def from_frame(cls, frame: Frame, limits: SizeLimits, called: str) -> Self:
        """What a reader claims; `called` is what a cell is called.

        Raises:
            WireError: it is more than a submission may be, or no such thing at all.
        """
        # SECURITY: a reader that a stranger's text got hold of could name files outside of the
        # folder that is ours, or fill the memory of the judge.
        try:
            return cls._believed(frame, limits, called)
        except (KeyError, TypeError, ValueError, struct.error) as error:
            raise WireError(f"no submission: {type(error).__name__}") from None

    @classmethod
    def _believed(cls, frame: Frame, limits: SizeLimits, called: str) -> Self:
        told, intake = frame.header, Intake(limits)
        places = _pairs(told["places"])
        lines = sum(count for _, count in places)
        size = len(frame.payload) - lines * _PLACE.size
        if not 0 <= size <= limits.total_size or lines > MOST_LINES:
            raise ValueError("too large")
        files = dict(cut(_pairs(told["files"]), frame.payload[:size]))
        if len(files) > MOST_FILES or any(intake.objection(name) for name in files):
            raise ValueError("a name")
        left_out = tuple(_text(note) for note in told["left_out"][: MOST_NOTES + 1])
        unreadable = told["unreadable"] and (
            _text(told["unreadable"][0]),
            _text(told["unreadable"][1]),
        )
        if told["notebook"] is None:
            return cls(files, left_out, None, unreadable)
        numbers = iter(_PLACE.iter_unpack(frame.payload[size:]))
        made: dict[str, tuple[Place | None, ...]] = {
            file: tuple(_place(*next(numbers)) for _ in range(count)) for file, count in places
        }
        return cls(files, left_out, Origin(_text(told["notebook"]), made, called), unreadable)


def sizes_of(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    """The names of files with the bytes that each holds, as a header tells them."""
    return [(name, len(content)) for name, content in files.items()]


def cut(sizes: Iterable[tuple[str, int]], payload: bytes) -> Iterable[tuple[str, bytes]]:
    """The files of a payload, which holds them and nothing else."""
    at = 0
    for name, size in sizes:
        yield name, payload[at : at + size]
        at += size
    if at != len(payload):
        raise ValueError("sizes")


def _pairs(told: list[list[Any]]) -> _Sizes:
    """Names with sizes."""
    pairs = [(_text(name), int(size)) for name, size in told]
    if any(size < 0 for _, size in pairs):
        raise ValueError("sizes")
    return pairs


def _place(cell: int, line: int) -> Place | None:
    return (cell, line) if cell else None


def _text(claim: object) -> str:
    if not isinstance(claim, str):
        raise TypeError("no text")
    return claim if len(claim) <= LONGEST_TEXT else claim[:LONGEST_TEXT]
