"""A folder, archive or notebook, read once under limits into a frozen Submission of plain bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from grader.archives import TAR_ENDINGS, ZIP_ENDINGS, read_archive
from grader.errors import SubmissionError
from grader.intake import CONTRACT_FILES, Allowance, Intake, ignored
from grader.notebooks import NotebookError, Origin, stage


@dataclass(frozen=True, slots=True)
class Submission:
    """The regular files of one submission by relative name, and what was left out and why.

    `origin` says where each line stands in the notebook, if the files were made of one.
    """

    name: str
    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over names and contents: the same files, the same digest."""
        whole = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            whole.update(hashlib.sha256(name.encode()).digest())
            whole.update(hashlib.sha256(content).digest())
        return whole.hexdigest()

    def write_to(self, folder: Path) -> None:
        """Write the files below an empty folder of ours."""
        for name, content in self.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def read_submission(path: Path, allowance: Allowance | None = None) -> Submission:
    """Read a folder, .zip, .tar or .tar.gz; one folder wrapped around the files is taken off.

    A notebook, by itself or as the one notebook of a folder or archive without any file of
    the contract, becomes the files that it defines.

    Raises:
        SubmissionError: the path is none of these, or is a broken archive or notebook.
    """
    intake = Intake(allowance or Allowance())
    try:
        if path.is_dir():
            _read_folder(path, intake)
        elif path.name.lower().endswith(ZIP_ENDINGS + TAR_ENDINGS):
            read_archive(path, intake)
        elif path.name.lower().endswith(NOTEBOOK_ENDING):
            _read_file(path, path.name, intake)
            if intake.left_out:
                raise SubmissionError(f"{path}: {intake.left_out[0].partition(': ')[2]}")
        else:
            path.lstat()
            raise SubmissionError(
                f"{path}: not a submission: give a folder, a .zip or .tar.gz of one, or a notebook"
            )
    except FileNotFoundError:
        raise SubmissionError(f"{path}: there is no such file or folder") from None
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror or error}") from None
    try:
        return _submission(_name_of(path), intake)
    except NotebookError as error:
        raise SubmissionError(f"{path.parent / str(error)}") from None


def folder_nearby(path: Path, names: Collection[str]) -> Path | None:
    """The folder below or above a folder that holds the most files of these names, if any does."""
    if not path.is_dir():
        return None
    intake = Intake(Allowance())
    below = islice(_walk(path, intake), intake.allowance.entries)
    holding = Counter(file.parent for name, file in below if file.name in names and "/" in name)
    above = os.path.dirname(os.path.abspath(path))
    held = sum(os.path.isfile(os.path.join(above, name)) for name in names)
    if held:
        holding[Path(os.path.relpath(above))] = held
    return max(holding, key=holding.__getitem__, default=None)


NOTEBOOK_ENDING = ".ipynb"


def notebook_submission(name: str, file: str, content: bytes) -> Submission:
    """The submission that a notebook's bytes make.

    Raises:
        NotebookError: they are no notebook that can be used.
    """
    staged = stage(file, content)
    return Submission(name, staged.files, staged.left_out, staged.origin)


def _submission(name: str, intake: Intake) -> Submission:
    files = intake.unwrapped()
    notebooks = [file for file in files if file.lower().endswith(NOTEBOOK_ENDING)]
    if len(notebooks) != 1 or any(file in files for file in CONTRACT_FILES):
        if len(notebooks) > 1 and not any(file in files for file in CONTRACT_FILES):
            intake.refuse(notebooks[0], f"one of {len(notebooks)} notebooks; hand in one")
        return Submission(name, files, tuple(intake.left_out))
    (notebook,) = notebooks
    made = notebook_submission(name, os.path.basename(notebook), files.pop(notebook))
    beside = {file: content for file, content in files.items() if file not in made.files}
    return replace(made, files=made.files | beside, left_out=(*intake.left_out, *made.left_out))


def _name_of(path: Path) -> str:
    name = os.path.basename(os.path.abspath(path))
    for ending in (*TAR_ENDINGS, *ZIP_ENDINGS, NOTEBOOK_ENDING):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def _read_folder(root: Path, intake: Intake) -> None:
    found = _walk(root, intake)
    for name, path in islice(found, intake.allowance.entries):
        _read_file(path, name, intake)
    if next(found, None) is not None:
        intake.refuse("the rest", f"more than {intake.allowance.entries} files")


def _read_file(path: Path, name: str, intake: Intake) -> None:
    try:
        # SECURITY: without O_NOFOLLOW a symlink would copy the grader's own files into the
        # submission; without O_NONBLOCK a named pipe would hold the grader for ever.
        descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK | _BINARY)
    except FileNotFoundError:
        raise
    except OSError as error:
        link = path.is_symlink()
        intake.refuse(name, "a symbolic link" if link else f"unreadable ({error.strerror})")
        return
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            intake.refuse(name, "not a regular file")
            return
        intake.take(name, status.st_size, file.read)


def _walk(root: Path, intake: Intake) -> Iterator[tuple[str, Path]]:
    """Relative names and paths, the shallow ones first, links not followed."""
    level = [root]
    while level:
        folders: list[Path] = []
        for folder in level:
            for path in sorted(folder.iterdir()):
                name = path.relative_to(root).as_posix()
                if ignored(name):
                    continue
                if path.is_dir() and not path.is_symlink():
                    folders.append(path)
                else:
                    yield name, path
        level = [f for f in folders if _may_enter(f, root, intake)]


def _may_enter(folder: Path, root: Path, intake: Intake) -> bool:
    name = folder.relative_to(root).as_posix()
    if len(name.split("/")) >= intake.allowance.depth:
        intake.refuse(name, "its path is too long or too deep")
        return False
    if not os.access(folder, os.R_OK | os.X_OK):
        intake.refuse(name, "unreadable")
        return False
    return True
