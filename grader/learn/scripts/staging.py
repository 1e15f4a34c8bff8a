"""The copy of a script's folder that a worker may read: bounded, without environments."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import SubmissionError
from grader.learn.scripts.above import used_above

MOST_FILES, MOST_BYTES, LARGEST = 5_000, 200 << 20, 100 << 20
_LEFT_OUT = {
    ".git", ".hg", ".svn", "__pycache__", ".ipynb_checkpoints", "node_modules", "site-packages",
    "venv", ".venv", "env", ".env", "virtualenv", ".tox", ".mypy_cache", ".cache", "wandb",
}  # fmt: skip
_TEXT = (".py", ".ipynb")
SLOW = ("torchvision", "sklearn", "sklearn.model_selection", "sklearn.preprocessing")


@dataclass(slots=True)
class Staged:
    """What was copied: the script's path in the folder, where it works, and what was left out.

    paths: the folders above its own where modules of its lie.
    """

    folder: Path
    name: str
    file: str
    works_in: str = ""
    paths: list[str] = field(default_factory=list)
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
    files, homes = ([], []) if cwd else used_above(_text(path), root)
    top = _top([root, *(file.parent for file in files)])
    inside = path.is_relative_to(top)
    file = path.relative_to(top).as_posix() if inside else path.name
    staged = Staged(into, top.name or "folder", file, root.relative_to(top).as_posix())
    staged.paths += [home.relative_to(top).as_posix() for home in homes]
    _copy_script(path, staged)
    count = _Count()
    for folder in (root, *files):
        _copy_folder(folder, top, staged, count)
    return staged


@dataclass(slots=True)
class _Count:
    files: int = 0
    size: int = 0


def _top(folders: list[Path]) -> Path:
    """The folder that all of these lie in."""
    return Path(os.path.commonpath(folders))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _copy_script(path: Path, staged: Staged) -> None:
    """The script first: it is there whatever is left out."""
    target = staged.folder / staged.file
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror}") from None
    _note_modules(target, staged)


def _copy_folder(root: Path, top: Path, staged: Staged, count: _Count) -> None:
    """Copy a folder, or a file, to the same place below the copy of `top`."""
    walk = [(str(root.parent), [], [root.name])] if root.is_file() else os.walk(root)
    copy = staged.folder.resolve()  # which a home folder can hold, with the temporary one
    for place, folders, names in walk:
        folders[:] = sorted(
            f
            for f in folders
            if f not in _LEFT_OUT and not _is_environment(place, f) and Path(place, f) != copy
        )
        for name in sorted(names):
            source = Path(place) / name
            relative = source.relative_to(top)
            target = staged.folder / relative
            try:
                status = source.lstat()
            except OSError:
                continue
            if not stat.S_ISREG(status.st_mode) or relative.as_posix() == staged.file:
                continue
            if status.st_size > LARGEST or count.size + status.st_size > MOST_BYTES:
                _leave_out(staged, f"{relative} ({status.st_size >> 20} MB)")
                continue
            if count.files >= MOST_FILES:
                _leave_out(staged, f"more than {MOST_FILES:,} files")
                return
            count.files, count.size = count.files + 1, count.size + status.st_size
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
