"""A folder, archive or notebook, read once under limits into a frozen Submission of plain bytes."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from grader.course.wanted import Wanted, shipped_wanted
from grader.errors import SubmissionError
from grader.submission.archives import open_inner, read_archive
from grader.submission.arrangement import Arrangement, arranged, is_work
from grader.submission.folders import files_below, reach, read_file, read_folder, whole_content
from grader.submission.intake import (
    ARCHIVE_ENDINGS,
    MOST_NOTES,
    NOTEBOOK_ENDING,
    Allowance,
    Intake,
    Unfit,
    printable,
)
from grader.submission.notebooks import Cell, NotebookError, Origin, Staged, stage, stage_cells

_OTHER_ARCHIVES = (".rar", ".7z", ".zipx", ".gz", ".xz", ".bz2", ".zst", ".dmg", ".iso")


class Unreadable(NamedTuple):
    """The archive or notebook that could not be read, and what is wrong with it, in words."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Submission:
    """The regular files of one submission by relative name, and what was left out and why.

    `origin` says where each line stands in the notebook, if the files were made of one;
    `unreadable` why there are no files, where that is so.
    """

    name: str
    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False)
    unreadable: Unreadable | None = None

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
    path: Path, allowance: Allowance | None = None, wanted: Wanted | None = None
) -> Submission:
    """Read a folder, .zip or .tar (also .gz, .xz, .bz2) of one, or a notebook.

    Whatever is wrong with what was handed in stands in the submission. What is not `wanted` by
    some other course is so by the one that mnist-grade comes with.

    Raises:
        SubmissionError: the path is not there, or we may not read it.
    """

    def read(intake: Intake) -> None:
        if path.is_dir():
            read_folder(path, intake)
        elif path.name.lower().endswith(ARCHIVE_ENDINGS):
            content = whole_content(path, intake.allowance.archive_size)
            read_archive(path.name, content, intake)
        elif path.name.lower().endswith(NOTEBOOK_ENDING):
            read_file(path, path.name, intake)
        else:
            kinds = "a folder, a .zip or .tar.gz of one, or a notebook"
            raise Unfit(path.name, f"it is not a submission; give {kinds}")

    file = os.path.basename(os.path.abspath(path))
    intake = Intake(allowance or Allowance())
    return _taken_in(_name_of(file), file, [path], read, intake, wanted or shipped_wanted())


def read_parts(
    name: str, parts: Iterable[tuple[str, Path]], wanted: Wanted | None = None
) -> Submission:
    """Read files that lie apart, under the names that the student gave them.

    Raises:
        SubmissionError: one is not there, or we may not read it.
    """
    files = list(parts)

    def read(intake: Intake) -> None:
        for given, path in files:
            read_file(path, given, intake)

    paths = [path for _, path in files]
    return _taken_in(
        name, files[0][0], paths, read, Intake(Allowance()), wanted or shipped_wanted()
    )


def notebook_submission(
    name: str, file: str, content: bytes, wanted: Wanted | None = None
) -> Submission:
    """The submission that a notebook's bytes make."""
    return _of_notebook(name, file, lambda asked: stage(file, content, asked), wanted)


def cells_submission(
    name: str, cells: list[Cell], called: str, wanted: Wanted | None = None
) -> Submission:
    """The submission that cells make which were run; `called` is what a cell is called."""
    return _of_notebook(name, name, lambda asked: stage_cells(name, cells, asked, called), wanted)


def _of_notebook(
    name: str, file: str, make: Callable[[Wanted], Staged], wanted: Wanted | None
) -> Submission:
    asked = wanted or shipped_wanted()
    return _of_stranger(name, file, [], lambda: _staged(name, file, make, asked))


def _of_stranger(
    name: str, file: str, notes: list[str], read: Callable[[], Submission]
) -> Submission:
    """What `read` makes of a stranger's file: a submission, be it one that cannot be read."""
    try:
        return read()
    except Unfit as error:
        unfit = error
    except OSError:
        raise  # our disk: all that came from elsewhere is in memory
    # SECURITY: the one edge around all reading. A parser over a stranger's bytes may end in any
    # way (recursion, memory, a fault of its own); without this one file would end a whole batch.
    except Exception as error:
        unfit = Unfit(file, f"reading it ended in {type(error).__name__}; save or pack it again")
    unreadable = Unreadable(printable(os.path.basename(unfit.file)), unfit.why)
    return Submission(name, {}, (f"{unreadable.file}: {unreadable.why}", *notes), None, unreadable)


def _taken_in(
    name: str,
    file: str,
    paths: list[Path],
    read: Callable[[Intake], None],
    intake: Intake,
    wanted: Wanted,
) -> Submission:
    """The submission that an intake of these paths makes.

    Raises:
        SubmissionError: one is not there, or we may not read it.
    """

    def taken_in() -> Submission:
        read(intake)
        return _submission(name, file, intake, wanted)

    for path in paths:
        try:
            reach(path)
        except FileNotFoundError:
            raise SubmissionError(f"{path}: there is no such file or folder") from None
        except OSError as error:
            raise SubmissionError(f"{path}: cannot be read: {error.strerror or error}") from None
    try:
        return _of_stranger(name, file, intake.left_out, taken_in)
    except OSError as error:
        raise SubmissionError(f"{paths[0]}: cannot be read: {error.strerror or error}") from None


def _submission(name: str, file: str, intake: Intake, wanted: Wanted) -> Submission:
    """What the files of an intake make, by the one rule for all of them."""
    own = wanted.contract.files
    open_inner(file, intake, own)
    _require_work(file, intake, own)
    arrangement = arranged(list(intake.files), own)
    files = _under_their_names(arrangement, intake.files)
    notes = (*arrangement.notes, *intake.left_out)
    notebooks = [file for file in files if file.lower().endswith(NOTEBOOK_ENDING)]
    if any(file in files for file in own) or not notebooks:
        return Submission(name, files, _capped(notes))
    if len(notebooks) > 1:
        why = f"one of {len(notebooks)} notebooks; hand in one"
        told = (f"{printable(notebook)}: {why}" for notebook in notebooks)
        return Submission(name, files, _capped((*told, *notes)))
    (notebook,) = notebooks
    content, short = files.pop(notebook), os.path.basename(notebook)
    made = _staged(name, short, lambda asked: stage(short, content, asked), wanted)
    beside = {file: content for file, content in files.items() if file not in made.files}
    return replace(made, files=made.files | beside, left_out=_capped((*made.left_out, *notes)))


def _require_work(given: str, intake: Intake, own: Sequence[str]) -> None:
    """Say so where a file that cannot be read is all that there is, or nothing at all.

    Raises:
        Unfit: that is so.
    """
    if any(is_work(name, own) for name in intake.files) or intake.archives:
        return
    if len(intake.unfit) == 1:
        raise intake.unfit[0]
    lone = [file for file in intake.files if file.lower().endswith(_OTHER_ARCHIVES)]
    if len(lone) == 1:
        raise Unfit(lone[0], "an archive of a kind that is not read; pack the folder as a .zip")
    if given.lower().endswith(ARCHIVE_ENDINGS) and not intake.files:
        why = f"nothing in it can be read ({intake.left_out[0]})" if intake.left_out else ""
        raise Unfit(given, why or "there is nothing in it")


def _under_their_names(arrangement: Arrangement, contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files where they belong; those with two names can be imported by both."""
    files = {name: contents[given] for name, given in arrangement.files.items()}
    for other, file in arrangement.modules.items():
        module = file.removesuffix(".py")
        # One module under both names: a class in it is one class, whoever asks for it.
        files[other] = (
            f"import sys\n\nimport {module}\n\nsys.modules[__name__] = {module}\n".encode()
        )
    return files


def _staged(name: str, file: str, make: Callable[[Wanted], Staged], wanted: Wanted) -> Submission:
    """The submission that a staged notebook makes; the files that it writes are taken as such.

    Raises:
        Unfit: it is no notebook that can be used.
    """
    try:
        staged = make(wanted)
    except NotebookError as error:
        raise Unfit(file, str(error)) from None
    intake = Intake(Allowance())
    for given, written in staged.written.items():
        intake.take(given, len(written.content), lambda most, made=written: made.content[:most])  # type: ignore[misc]
    arrangement = arranged(list(intake.files), wanted.contract.files)
    places = {new: staged.written[given].places for new, given in arrangement.files.items()}
    return Submission(
        name,
        staged.files | _under_their_names(arrangement, intake.files),
        (*staged.left_out, *arrangement.notes, *intake.left_out),
        replace(staged.origin, places=staged.origin.places | places),
    )


def _capped(notes: tuple[str, ...]) -> tuple[str, ...]:
    return notes if len(notes) <= MOST_NOTES + 1 else (*notes[:MOST_NOTES], "and more")


def _name_of(name: str) -> str:
    for ending in (*ARCHIVE_ENDINGS, NOTEBOOK_ENDING):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def folder_nearby(path: Path, names: Collection[str]) -> Path | None:
    """The folder below or above a folder that holds the most files of these names, if any does."""
    if not path.is_dir():
        return None
    intake = Intake(Allowance())
    below = islice(files_below(path, intake), intake.allowance.entries)
    holding = Counter(file.parent for name, file in below if file.name in names and "/" in name)
    above = os.path.dirname(os.path.abspath(path))
    held = sum(os.path.isfile(os.path.join(above, name)) for name in names)
    if held:
        holding[Path(os.path.relpath(above))] = held
    return max(holding, key=holding.__getitem__, default=None)
