"""What a script uses from the folders above its own: modules and paths that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

LEVELS, MOST = 3, 30
_IMPORTS = re.compile(r"(?:^|[\"\n])\s*(?:from|import)\s+([A-Za-z_]\w*)", re.M)
_PATHS = re.compile(r"""["'](\\?(?:\.\./){1,3}[\w][\w ./-]*)""")


def used_above(text: str, folder: Path) -> tuple[list[Path], list[Path]]:
    """The files and folders that a script in `folder` uses from above, and where modules lie."""
    paths = [path for name in _PATHS.findall(text)[:MOST] for path in _named(folder, name)]
    homes = []
    for name in list(dict.fromkeys(_IMPORTS.findall(text)))[:MOST]:
        for found in _module(folder, name):
            paths.append(found)
            homes.append(found.parent)
    return list(dict.fromkeys(paths)), list(dict.fromkeys(homes))


def _above(folder: Path) -> list[Path]:
    """The folders above that may be looked into."""
    # SECURITY: a script names what it likes. A whole home, or what lies over it, is never copied
    # for it, and nothing hidden is.
    home = Path.home()
    return [p for p in list(folder.parents)[:LEVELS] if not home.is_relative_to(p)]


def _named(folder: Path, name: str) -> Iterator[Path]:
    levels = name.count("../")
    above = _above(folder)
    parts = [part for part in name.replace("../", "").split("/") if part not in ("", ".")]
    if levels > len(above) or any(part.startswith(".") for part in parts):
        return
    path = above[levels - 1]
    for part in parts:
        if not (path / part).exists() or (path / part).is_symlink():
            break
        path = path / part
    if path != above[levels - 1] and not folder.is_relative_to(path):
        yield path


def _module(folder: Path, name: str) -> Iterator[Path]:
    """Where a module lies that is neither beside the script nor installed."""
    if (folder / f"{name}.py").exists() or (folder / name).is_dir() or _is_installed(name):
        return
    for above in _above(folder):
        for path in (above / f"{name}.py", above / name):
            if path.is_symlink() or folder.is_relative_to(path):
                continue
            if path.is_file() or (path.is_dir() and any(path.glob("*.py"))):
                yield path
                return


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
