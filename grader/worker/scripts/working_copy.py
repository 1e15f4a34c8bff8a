"""The folder that a script works in: a copy of its own, deep enough inside the scratch."""

from __future__ import annotations

import builtins
import functools
import io
import os
import shutil
from pathlib import Path
from typing import Any

# `../../..` of a script stays inside the scratch.
_DEPTH = ("a", "b", "c", "d")
_WRITES = frozenset("wax")


def make_copy(folder: str, name: str) -> str:
    """Copy the staged folder below the current one; the copy's path."""
    work = os.path.join(os.getcwd(), *_DEPTH, name)
    # No copytree: it would hand on times and modes, and a sealed process may set neither.
    for place, _, files in os.walk(folder):
        target = os.path.normpath(os.path.join(work, os.path.relpath(place, folder)))
        os.makedirs(target, exist_ok=True)
        for file in files:
            shutil.copyfile(os.path.join(place, file), os.path.join(target, file))
    return work


def make_parents() -> None:
    """Let whatever is written find its folder: the script's own machine may have had it."""
    opens = io.open

    @functools.wraps(opens)
    def open_(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if isinstance(mode, str) and _WRITES & set(mode):
            _make_parent(file)
        return opens(file, mode, *args, **kwargs)

    builtins.open = open_
    # io.open is what pathlib uses.
    io.open = open_
    makes = os.mkdir

    @functools.wraps(makes)
    def mkdir(path: Any, *args: Any, **kwargs: Any) -> None:
        _make_parent(path)
        makes(path, *args, **kwargs)

    os.mkdir = mkdir


def make_parents_of_weights(torch: Any) -> None:
    """The same for PyTorch, which writes by itself."""
    saves = torch.save

    @functools.wraps(saves)
    def save(obj: Any, f: Any, *args: Any, **kwargs: Any) -> Any:
        _make_parent(f)
        return saves(obj, f, *args, **kwargs)

    torch.save = save


def _make_parent(file: Any) -> None:
    if isinstance(file, (str, os.PathLike)):
        parent = Path(os.fspath(file)).parent
        if not parent.is_absolute() and str(parent) not in (".", ""):
            os.makedirs(parent, exist_ok=True)
