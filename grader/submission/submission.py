"""A folder, archive or notebook, read once under limits into a frozen Submission of plain bytes.

Here files are opened and their bytes are taken in; what these bytes are is found out by a reader.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from grader.course.wanted import Wanted, shipped_wanted
from grader.errors import SubmissionError, WireError
from grader.submission.folders import reach, read_file, read_folder, whole_content
from grader.submission.intake import (
    ARCHIVE_ENDINGS,
    NOTEBOOK_ENDING,
    Intake,
    SizeLimits,
    Unfit,
    printable,
)
from grader.submission.origin import CALLED, Cell, Origin
from grader.submission.reader.hand_in import HandIn, Made
from grader.submission.reader.reader import ReadingEnded, warm_reader


class Unreadable(NamedTuple):
    """The archive or notebook that could not be read, and what is wrong with it, in words."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Submission:
    """The regular files of one submission by relative name, and what was left out and why.

    `origin` says where each line stands in the notebook, if the files were made of one;
    `unreadable` why there are no files, where that is so. `cpu` are the seconds that it took to
    be read.
    """

    name: str
    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False)
    unreadable: Unreadable | None = None
    cpu: float = field(default=0.0, compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over names and contents: the same files, the same digest."""
        whole = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            whole.update(hashlib.sha256(name.encode()).digest())
            whole.update(hashlib.sha256(content).digest())
        return whole.hexdigest()

    def write_to(self, folder: Path, own: Collection[str]) -> None:
        """Write the files below an empty folder of ours; `own` are the contract's."""
        # These first: where the disk knows no case, a name with another case gives way to one.
        for name in sorted(self.files, key=lambda name: name not in own):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                target.write_bytes(self.files[name])


def read_submission(
    path: Path, limits: SizeLimits | None = None, wanted: Wanted | None = None
) -> Submission:
    """Read a folder, .zip or .tar (also .gz, .xz, .bz2) of one, or a notebook.

    Whatever is wrong with what was handed in stands in the submission. What is not `wanted` by
    some other course is so by the one that mnist-grade comes with.

    Raises:
        SubmissionError: the path is not there, or we may not read it.
        NurseryError: no reader can be started.
    """

    def take(intake: Intake) -> bytes | None:
        if path.is_dir():
            read_folder(path, intake)
        elif path.name.lower().endswith(ARCHIVE_ENDINGS):
            return whole_content(path, intake.limits.archive_size)
        elif path.name.lower().endswith(NOTEBOOK_ENDING):
            read_file(path, path.name, intake)
        else:
            kinds = "a folder, a .zip or .tar.gz of one, or a notebook"
            raise Unfit(path.name, f"it is not a submission; give {kinds}")
        return None

    file = os.path.basename(os.path.abspath(path))
    intake = Intake(limits or SizeLimits())
    return _taken_in(_name_of(file), file, [path], take, intake, wanted)


def read_parts(
    name: str, parts: Iterable[tuple[str, Path]], wanted: Wanted | None = None
) -> Submission:
    """Read files that lie apart, under the names that the student gave them.

    Raises:
        SubmissionError: one is not there, or we may not read it.
        NurseryError: no reader can be started.
    """
    files = list(parts)

    def take(intake: Intake) -> None:
        for given, path in files:
            read_file(path, given, intake)

    paths = [path for _, path in files]
    return _taken_in(name, files[0][0], paths, take, Intake(SizeLimits()), wanted)


def notebook_submission(
    name: str, file: str, content: bytes, wanted: Wanted | None = None
) -> Submission:
    """The submission that a notebook's bytes make."""
    intake = Intake(SizeLimits())
    intake.take(file, len(content), lambda most: content[:most])
    return _read(name, HandIn(file, wanted or shipped_wanted(), intake))


def cells_submission(
    name: str, cells: list[Cell], called: str = CALLED, wanted: Wanted | None = None
) -> Submission:
    """The submission that cells make which were run; `called` is what a cell is called."""
    asked, intake = wanted or shipped_wanted(), Intake(SizeLimits())
    return _read(name, HandIn(name, asked, intake, cells=tuple(cells), called=called))


def _taken_in(
    name: str,
    file: str,
    paths: list[Path],
    take: Callable[[Intake], bytes | None],
    intake: Intake,
    wanted: Wanted | None,
) -> Submission:
    """The submission that an intake of these paths makes; an archive's bytes are returned by it.

    Raises:
        SubmissionError: one is not there, or we may not read it.
    """
    for path in paths:
        try:
            reach(path)
        except FileNotFoundError:
            raise SubmissionError(f"{path}: there is no such file or folder") from None
        except OSError as error:
            raise SubmissionError(f"{path}: cannot be read: {error.strerror or error}") from None
    try:
        archive = take(intake)
    except Unfit as unfit:
        return _unreadable(name, unfit.file, unfit.why, intake.left_out)
    except MemoryError:
        return _unreadable(name, file, "there is no room for its bytes", intake.left_out)
    except OSError as error:
        raise SubmissionError(f"{paths[0]}: cannot be read: {error.strerror or error}") from None
    return _read(name, HandIn(file, wanted or shipped_wanted(), intake, archive))


def _read(name: str, hand_in: HandIn) -> Submission:
    """What a reader makes of a hand-in; what ends it is the hand-in's own doing."""
    # SECURITY: nothing that a stranger wrote is opened, parsed or searched in this process: one
    # file would end a batch, or hold it for hours.
    reader = warm_reader()
    before = reader.cpu
    try:
        frame = reader.ask(*hand_in.to_frame())
        made = Made.from_frame(frame, hand_in.intake.limits, hand_in.called)
    except ReadingEnded as error:
        return _unreadable(name, hand_in.file, str(error), hand_in.intake.left_out)
    except WireError:
        why = "the process that read it was taken over"
        return _unreadable(name, hand_in.file, why, hand_in.intake.left_out)
    unreadable = made.unreadable and Unreadable(*made.unreadable)
    cpu = reader.cpu - before
    return Submission(name, made.files, made.left_out, made.origin, unreadable, cpu)


def _unreadable(name: str, file: str, why: str, notes: list[str]) -> Submission:
    unreadable = Unreadable(printable(os.path.basename(file)), why)
    return Submission(name, {}, (": ".join(unreadable), *notes), None, unreadable)


def _name_of(name: str) -> str:
    for ending in (*ARCHIVE_ENDINGS, NOTEBOOK_ENDING):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name
