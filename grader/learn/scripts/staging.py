"""The copy of a script's folder that a worker may read: bounded, without environments."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import SubmissionError

MOST_FILES, MOST_BYTES, LARGEST = 5_000, 200 << 20, 100 << 20
_LEFT_OUT = {
    ".git", ".hg", ".svn", "__pycache__", ".ipynb_checkpoints", "node_modules", "site-packages",
    "venv", ".venv", "env", ".env", "virtualenv", ".tox", ".mypy_cache", ".cache", "wandb",
}  # fmt: skip
_TEXT = (".py", ".ipynb")
SLOW = ("torchvision", "sklearn")


@dataclass(slots=True)
class Staged:
    """What was copied: the script's path in the folder, and what was left out."""

    folder: Path
    name: str
    file: str
    left_out: list[str] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)


def stage(script: Path, cwd: Path | None, into: Path) -> Staged:
    """Copy a script with the folder that it works in.

    Raises:
        SubmissionError: there is no such script, or it is none.
    """
    if script.suffix not in _TEXT:
        raise SubmissionError(f"{script}: name a script (.py) or a notebook (.ipynb)")
    if not script.is_file():
        raise SubmissionError(f"{script}: no such file")
    root = (cwd or script.parent).resolve()
    if not root.is_dir():
        raise SubmissionError(f"--cwd {root}: no such folder")
    path = script.resolve()
    inside = path.is_relative_to(root)
    file = path.relative_to(root).as_posix() if inside else path.name
    staged = Staged(into, root.name or "folder", file)
    _copy_script(path, staged)
    _copy_folder(root, staged)
    return staged


def _copy_script(path: Path, staged: Staged) -> None:
    """The script first: it is there whatever is left out."""
    target = staged.folder / staged.file
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror}") from None
    _note_modules(target, staged)


def _copy_folder(root: Path, staged: Staged) -> None:
    files = size = 0
    for place, folders, names in os.walk(root):
        folders[:] = sorted(
            f for f in folders if f not in _LEFT_OUT and not _is_environment(place, f)
        )
        for name in sorted(names):
            source = Path(place) / name
            relative = source.relative_to(root)
            target = staged.folder / relative
            try:
                status = source.lstat()
            except OSError:
                continue
            if not stat.S_ISREG(status.st_mode) or relative.as_posix() == staged.file:
                continue
            if status.st_size > LARGEST or size + status.st_size > MOST_BYTES:
                _leave_out(staged, f"{relative} ({status.st_size >> 20} MB)")
                continue
            if files >= MOST_FILES:
                _leave_out(staged, f"more than {MOST_FILES:,} files")
                return
            files, size = files + 1, size + status.st_size
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(source, target)
            except OSError:
                _leave_out(staged, str(relative))
                continue
            _note_modules(target, staged)


def _leave_out(staged: Staged, what: str) -> None:
    if len(staged.left_out) < 20:
        staged.left_out.append(what)


def _is_environment(place: str, folder: str) -> bool:
    return os.path.exists(os.path.join(place, folder, "pyvenv.cfg"))


def _note_modules(path: Path, staged: Staged) -> None:
    """Which slow modules the copied text names: they are imported before the worker is sealed."""
    if path.suffix in _TEXT:
        text = path.read_bytes()
        staged.modules |= {module for module in SLOW if module.encode() in text}
